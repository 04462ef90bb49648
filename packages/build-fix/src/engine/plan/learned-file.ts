import { errorMessage } from '@hone/core/diagnostics';
import type { Learned, Outcomes, SourceFiles } from '../types.js';

/** The outcomes that a team shares, in git; the only ones that a plan knows. */
export const learnedFile = '.hone/build-fix/learned.json';

/** Reads the shared outcomes. One that can not be read counts as none, and is told of. */
export function readLearned(files: Pick<SourceFiles, 'read'>): { learned: Learned; problems: string[] } {
  const text = files.read(learnedFile);
  if (text === undefined) return { learned: () => undefined, problems: [] };
  try {
    const known = parseOutcomes(JSON.parse(text));
    return { learned: (fingerprint, fixer) => known.get(`${fingerprint} ${fixer}`), problems: [] };
  } catch (error) {
    return { learned: () => undefined, problems: [`${learnedFile} is not used: ${errorMessage(error)}`] };
  }
}

interface WrittenOutcome extends Outcomes {
  fingerprint: string;
  fixer: string;
}

function parseOutcomes(file: unknown): Map<string, Outcomes> {
  const { outcomes } = (file ?? {}) as { outcomes?: unknown };
  if (!Array.isArray(outcomes)) throw new Error('it has no list `outcomes`.');
  const known = new Map<string, Outcomes>();
  for (const { fingerprint, fixer, tried, kept } of outcomes as WrittenOutcome[]) {
    // Of several projects, all together.
    const key = `${fingerprint} ${fixer}`;
    const before = known.get(key) ?? { tried: 0, kept: 0 };
    if (tried >= kept && kept >= 0) known.set(key, { tried: before.tried + tried, kept: before.kept + kept });
  }
  return known;
}
