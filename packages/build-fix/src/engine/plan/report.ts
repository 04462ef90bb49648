import type { Diagnostic, Fix } from '@hone/core';
import type { Report } from '@hone/core';
import type { FixPlan, PlannedFix } from '../types.js';

/**
 * The findings of a plan in their own words and levels: each with the fix that the plan has for it, or with the reason why
 * it has none.
 */
export function reportOf({ fixes, offered = [], left }: FixPlan): Report {
  const open = new Map(offered.flatMap((fix) => fix.answers.map(({ diagnostic }) => [keyOf(diagnostic), fix])));
  const seen = new Set<string>();
  const fixed = fixes.flatMap((fix) =>
    fix.answers
      .filter(({ diagnostic }) => !seen.has(keyOf(diagnostic)) && seen.add(keyOf(diagnostic)))
      .map(({ diagnostic }) => withNote(diagnostic, `Fixed by ${fix.fixer}: ${fix.description}`, fix)),
  );
  const unfixed = left.map(({ diagnostic, reason, explanation }) =>
    withNote(diagnostic, `Left (${reason}): ${explanation}`, open.get(keyOf(diagnostic))),
  );
  return { tools: [], diagnostics: [...fixed, ...unfixed] };
}

function keyOf({ tool, ruleId, message, location }: Diagnostic): string {
  return JSON.stringify([tool, ruleId, message, location]);
}

function withNote(diagnostic: Diagnostic, note: string, fix: PlannedFix | undefined): Diagnostic {
  const { hint, ...rest } = diagnostic;
  return { ...rest, hint: hint === undefined ? note : `${note} ${hint}`, ...(fix && { fixes: [fixOf(fix)] }) };
}

function fixOf({ description, applicability, changes }: PlannedFix): Fix {
  const edits = changes.flatMap((change) => (change.kind === 'edit' ? [change.edit] : []));
  return { description, applicability, edits };
}
