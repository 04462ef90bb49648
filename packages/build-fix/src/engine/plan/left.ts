import type { LeftReason, LogEntry } from '../types.js';
import type { Left } from './check-entries.js';
import type { Refusal } from './choice.js';

/** The reasons that say most come first: what a person can change about it, then what speaks against it. */
const ORDER: readonly LeftReason[] = [
  'needs-unsafe',
  'conflict',
  'excluded',
  'protected-file',
  'out-of-range',
  'file-missing',
  'file-changed',
  'manual',
];

/**
 * Why entries have no fix.
 *
 * @param entries those that nothing answers
 * @param asked fixers that were asked for each
 */
export function explainLeft(
  entries: readonly LogEntry[],
  refusals: readonly Refusal[],
  asked: ReadonlyMap<LogEntry, readonly string[]>,
): Left[] {
  const byEntry = new Map<LogEntry, Refusal>();
  for (const refusal of refusals) {
    for (const entry of refusal.candidate.answers) {
      const known = byEntry.get(entry);
      if (!known || ORDER.indexOf(refusal.reason) < ORDER.indexOf(known.reason)) byEntry.set(entry, refusal);
    }
  }
  return entries.map((entry) => {
    const refusal = byEntry.get(entry);
    if (refusal) return { entry, reason: refusal.reason, explanation: refusal.explanation };
    const fixers = asked.get(entry) ?? [];
    return fixers.length === 0
      ? { entry, reason: 'no-fixer', explanation: 'No fixer knows such a diagnostic.' }
      : { entry, reason: 'no-candidate', explanation: `Nothing that ${fixers.join(' or ')} could propose.` };
  });
}
