import type { Applicability } from '@hone/core';
import type { ts } from '@ts-morph/common';
import { type FixName, fixNames, variants } from './fix-names.data.js';

/** A code fix that is taken, and how far it can be trusted. */
export interface Choice {
  action: ts.CodeFixAction;
  applicability: Applicability;
}

/** What the choice depends on besides the actions. */
export interface ChoiceFacts {
  code: number;
  /** Deleting a whole import statement changes what runs (`verbatimModuleSyntax`). */
  importsRun: boolean;
  /** The error is in an import statement. */
  inImport: boolean;
  /** The text that an edit replaces. */
  replaced(file: string, span: ts.TextSpan): string;
  chooseImport(actions: readonly ts.CodeFixAction[]): { action: ts.CodeFixAction; certain: boolean } | undefined;
}

const MOST_SHOWN = 3;

/**
 * Chooses among the actions that are offered for one error: one that is applied, or up to three that are shown to a
 * person, or none.
 */
export function chooseActions(actions: readonly ts.CodeFixAction[], facts: ChoiceFacts): Choice[] {
  const known = actions
    .map((action) => ({ action, spec: fixNames[keyOf(action)] }))
    .filter(({ action, spec }) => spec && spec.applicability !== 'never' && !action.commands?.length)
    .filter(({ action }) => !hidesErrors(newText(action))) as { action: ts.CodeFixAction; spec: FixName }[];
  const rank = Math.min(...known.map(({ spec }) => spec.rank));
  const best = known.filter(({ spec }) => spec.rank === rank);
  const [first] = best;
  if (!first) return [];
  if (keyOf(first.action) === 'import')
    return chooseOfImports(
      best.map(({ action }) => action),
      known,
      facts,
    );
  if (best.length > 1) return shown(best.map(({ action }) => action));
  return [{ action: first.action, applicability: judge(first.action, first.spec, facts) }];
}

/** The key of an action in the table of fixes. */
function keyOf({ fixName, description }: ts.CodeFixAction): string {
  const variant = variants[fixName]?.find(([start]) => description.startsWith(start))?.[1];
  return variant === undefined ? fixName : `${fixName}:${variant}`;
}

const shown = (actions: readonly ts.CodeFixAction[]): Choice[] =>
  actions.slice(0, MOST_SHOWN).map((action) => ({ action, applicability: 'manual' }));

function chooseOfImports(
  actions: readonly ts.CodeFixAction[],
  known: readonly { action: ts.CodeFixAction }[],
  facts: ChoiceFacts,
): Choice[] {
  const chosen = facts.chooseImport(actions);
  if (!chosen) return shown(actions);
  // `this.name` is another reading of the same error.
  const contested = known.some(({ action }) => keyOf(action) === 'forgottenThisPropertyAccess');
  return [{ action: chosen.action, applicability: chosen.certain && !contested ? 'safe' : 'unsafe' }];
}

function judge(action: ts.CodeFixAction, spec: FixName, facts: ChoiceFacts): Applicability {
  const applicability = spec.applicability === 'never' ? 'manual' : spec.applicability;
  const key = keyOf(action);
  if (isStub(newText(action))) return 'manual';
  if (spec.unsafeFor?.includes(facts.code)) return 'unsafe';
  if (key === 'spelling' && changesCaseOnly(action, facts)) return 'safe';
  // The statement is erased as a whole when nothing of it is used, unless the options say that it stays.
  if (key === 'unusedIdentifier:import' && facts.importsRun) return 'unsafe';
  if (key === 'unusedIdentifier:delete' && facts.inImport) return 'safe';
  return applicability;
}

const newText = ({ changes }: ts.CodeFixAction): string =>
  changes.flatMap(({ textChanges }) => textChanges.map((change) => change.newText)).join('\n');

/** `any` in the place of a type, or a comment that switches the check off. */
const hidesErrors = (text: string): boolean =>
  /@ts-(?:ignore|expect-error|nocheck)|(?:[:<|&]|\bas)\s*any\b(?!\s*[(=:])|\bany\[\]/.test(text);

const isStub = (text: string): boolean => /not implemented\.?["'`]/i.test(text);

/** `toLowercase` becomes `toLowerCase`. */
function changesCaseOnly({ changes }: ts.CodeFixAction, facts: ChoiceFacts): boolean {
  return changes.every(({ fileName, textChanges }) =>
    textChanges.every(({ span, newText: after }) => {
      const before = facts.replaced(fileName, span);
      return before.length > 1 && before.toLowerCase() === after.toLowerCase();
    }),
  );
}
