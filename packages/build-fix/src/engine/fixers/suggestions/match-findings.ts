import type { Diagnostic } from '@hone/core';
import { comparePositions } from '@hone/core/diagnostics';
import type { LogEntry } from '../../types.js';

/**
 * Finds the entries of a log again among what a tool says when it is asked once more, in more detail. They are the same
 * when they name one place and say the same; what is told of the rule may differ, since text names it less often.
 *
 * @returns for each entry what was found for it
 */
export function matchFindings(
  entries: readonly LogEntry[],
  found: readonly Diagnostic[],
): ReadonlyMap<LogEntry, readonly Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of found) {
    const file = diagnostic.location?.file ?? '';
    byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
  }
  const matches = new Map<LogEntry, readonly Diagnostic[]>();
  for (const entry of entries) {
    const ofFile = byFile.get(entry.diagnostic.location?.file ?? '') ?? [];
    const same = ofFile.filter((diagnostic) => isSame(entry.diagnostic, diagnostic));
    if (same.length > 0) matches.set(entry, same);
  }
  return matches;
}

function isSame(told: Diagnostic, found: Diagnostic): boolean {
  const [here, there] = [told.location?.region?.start, found.location?.region?.start];
  if (!here || !there) return false;
  // Some text formats tell the line alone, which then counts as its first column.
  const isPlace = comparePositions(here, there) === 0 || (here.line === there.line && here.column === 1);
  return isPlace && saysTheSame(told.message, found.message);
}

/** One may be shorter: text has the first line alone, or no label behind it. */
function saysTheSame(told: string, found: string): boolean {
  const [a, b] = [told, found].map((text) => text.split('\n', 1)[0]!.trim());
  return a !== '' && b !== '' && (a!.startsWith(b!) || b!.startsWith(a!));
}
