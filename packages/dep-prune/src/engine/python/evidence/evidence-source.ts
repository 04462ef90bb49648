import type { Evidence } from '../../types.js';
import type { PythonContext } from '../context.js';

/** Something that shows uses of declared distributions: one file each, listed in `index.ts`. Pure but for `context.text`. */
export type EvidenceSource = (context: PythonContext) => Iterable<Evidence>;
