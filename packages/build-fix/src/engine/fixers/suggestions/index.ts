import type { Fix } from '@hone/core';
import type { Candidate, Fixer, LogEntry, SourceFiles } from '../../types.js';
import { joinEqual, sortCandidates, toCandidate } from './candidates.js';
import { offeredFixes } from './offered-fixes.js';
import { emptiedBlocks } from './python-blocks.js';
import { touchingPlaces } from './touching.js';

export { joinEqual, sortCandidates, toCandidate } from './candidates.js';
export { matchFindings } from './match-findings.js';
export { offeredFixes } from './offered-fixes.js';

/** An entry of a log, and what may be done about it. */
export interface Offer {
  entry: LogEntry;
  /** Alternatives, the best first. */
  fixes: readonly Fix[];
}

/**
 * Candidates out of fixes that a tool suggests. Each was made for the text as it is, so those that do not go together say
 * so.
 *
 * @param fixer the name that the candidates bear
 */
export function offerCandidates(
  fixer: string,
  offers: readonly Offer[],
  { read }: Pick<SourceFiles, 'read'>,
): Candidate[] {
  const offered = offers.flatMap(({ entry, fixes }) => fixes.map((fix) => toCandidate(fixer, fix, entry)));
  const candidates = sortCandidates(joinEqual(offered));
  const touching = touchingPlaces(candidates);
  const blocks = emptiedBlocks(candidates, read);
  return candidates.map((candidate, at) => {
    const exclusive = { ...touching[at], ...blocks[at] };
    return Object.keys(exclusive).length > 0 ? { ...candidate, exclusive } : candidate;
  });
}

/**
 * Candidates out of the fixes that diagnostics bring along: those of a SARIF report, and the suggestions in the JSON of
 * cargo, ruff and their like.
 */
export function suggestedCandidates(
  fixer: string,
  entries: readonly LogEntry[],
  files: Pick<SourceFiles, 'read'>,
): Candidate[] {
  const offers = entries.map((entry): Offer => ({ entry, fixes: offeredFixes(entry.diagnostic) }));
  return offerCandidates(fixer, offers, files);
}

/** Takes what the tools themselves suggest. It starts nothing. */
export const suggestionsFixer: Fixer = {
  id: 'suggestions',
  propose: (entries, { files }) => Promise.resolve(suggestedCandidates('suggestions', entries, files)),
};
