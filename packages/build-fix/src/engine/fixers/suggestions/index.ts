import type { Candidate, Fixer, LogEntry } from '../../types.js';
import { joinEqual, sortCandidates, toCandidate } from './candidates.js';
import { offeredFixes } from './offered-fixes.js';

export { joinEqual, sortCandidates, toCandidate } from './candidates.js';
export { offeredFixes } from './offered-fixes.js';

/**
 * Candidates out of the fixes that diagnostics bring along: those of a SARIF report, and the suggestions in the JSON of
 * cargo, ruff and their like.
 *
 * @param fixer the name that the candidates bear
 */
export function suggestedCandidates(fixer: string, entries: readonly LogEntry[]): Candidate[] {
  const candidates = entries.flatMap((entry) =>
    offeredFixes(entry.diagnostic).map((fix) => toCandidate(fixer, fix, entry)),
  );
  return sortCandidates(joinEqual(candidates));
}

/** Takes what the tools themselves suggest. It starts nothing. */
export const suggestionsFixer: Fixer = {
  id: 'suggestions',
  propose: (entries) => Promise.resolve(suggestedCandidates('suggestions', entries)),
};
