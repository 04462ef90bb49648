import { renderError } from '@hone/core/diagnostics';
import { parseLearned } from '../learn/learned-rows.js';
import type { Learned, Outcomes, SourceFiles } from '../types.js';

/** The outcomes that a team shares, in git; the only ones that a plan knows. */
export const learnedFile = '.hone/build-fix/learned.json';

/** Reads the shared outcomes, of all projects together. A file that can not be read counts as none, and is told of. */
export function readLearned(files: Pick<SourceFiles, 'read'>): { learned: Learned; problems: string[] } {
  const known = new Map<string, Outcomes>();
  const learned: Learned = (fingerprint, fixer) => known.get(`${fingerprint} ${fixer}`);
  const text = files.read(learnedFile);
  try {
    for (const { fingerprint, fixer, tried, kept } of text === undefined ? [] : parseLearned(text, learnedFile)) {
      const before = learned(fingerprint, fixer) ?? { tried: 0, kept: 0 };
      known.set(`${fingerprint} ${fixer}`, { tried: before.tried + tried, kept: before.kept + kept });
    }
    return { learned, problems: [] };
  } catch (error) {
    return { learned, problems: [`${learnedFile} is not used. ${renderError(error)}`] };
  }
}
