import { groupBy } from '../collections.js';
import { verdictKinds } from '../judge/verdict-kinds.js';
import type { Verdict } from '../types.js';

/** One line for the terminal: `12 dependencies: 9 used, 2 unused, 1 unknown.` */
export function summaryOf(verdicts: readonly Verdict[]): string {
  const declared = verdicts.filter(({ kind }) => kind !== 'missing').length;
  const byKind = groupBy(verdicts, ({ kind }) => kind);
  const counts = Object.keys(verdictKinds)
    .filter((kind) => byKind.has(kind))
    .map((kind) => `${byKind.get(kind)!.length} ${kind}`);
  const noun = declared === 1 ? 'dependency' : 'dependencies';
  return `${declared} ${noun}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`;
}
