import type { Declaration, VerdictKind } from '../../types.js';

/** What becomes of one declaration. */
export interface DeclarationChange {
  declaration: Declaration;
  kind: VerdictKind;
  /** Where it goes; absent: it is removed. */
  moveTo?: 'development' | 'runtime';
}
