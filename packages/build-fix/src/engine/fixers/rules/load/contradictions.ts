import { HoneError } from '@hone/core/diagnostics';
import type { Rule } from '../types.js';

const place = ({ source }: Rule): string => `${source.file}:${source.line}`;

/**
 * Rules that can't stand beside each other: one id given twice, or the same match with another fix.
 *
 * @param rules in order; the first of two that clash is kept
 */
export function withoutContradictions(rules: readonly Rule[]): { rules: Rule[]; problems: HoneError[] } {
  const byId = new Map<string, Rule>();
  const byMatch = new Map<string, Rule>();
  const problems: HoneError[] = [];
  const kept: Rule[] = [];
  for (const rule of rules) {
    const problem = sameId(byId.get(rule.id), rule) ?? otherFix(byMatch, rule);
    if (problem) {
      problems.push(problem);
      continue;
    }
    byId.set(rule.id, rule);
    for (const key of matchKeys(rule)) if (!byMatch.has(key)) byMatch.set(key, rule);
    kept.push(rule);
  }
  return { rules: kept, problems };
}

function sameId(known: Rule | undefined, rule: Rule): HoneError | undefined {
  if (!known) return undefined;
  return new HoneError(`The rule \`${rule.id}\` is there already, in ${place(known)}.`, {
    code: 'rule/duplicate',
    ...rule.source,
    hint: 'This one is left out: give it a name of its own.',
  });
}

function otherFix(byMatch: ReadonlyMap<string, Rule>, rule: Rule): HoneError | undefined {
  const known = matchKeys(rule)
    .map((key) => byMatch.get(key))
    .find((each) => each !== undefined);
  if (!known || JSON.stringify(known.fix) === JSON.stringify(rule.fix)) return undefined;
  return new HoneError(`The rules \`${rule.id}\` and \`${known.id}\` match the same and do different things.`, {
    code: 'rule/contradiction',
    ...rule.source,
    hint: `This one is left out: make its match narrower, or take one of the two away; the other is in ${place(known)}.`,
  });
}

/** What a rule matches, for each tool and code; look-ups and conditions are part of it. */
function matchKeys({ match, find, when }: Rule): string[] {
  return match.flatMap(({ tool, rule, message, hint, file, captures }) =>
    tool.flatMap((name) => rule.map((code) => JSON.stringify([name, code, message, hint, file, captures, find, when]))),
  );
}
