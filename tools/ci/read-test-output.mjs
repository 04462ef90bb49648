import { stripVTControlCharacters } from 'node:util';

/** The distinct lines in which a test says what it skipped and why. */
export function findSkips(output) {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  return [...new Set(lines.flatMap((line) => /^(?:\S+:)?\s*(SKIPPED .*)/.exec(line)?.[1] ?? []))].sort();
}

/** Adds up vitest's closing lines, such as `Tests  1 failed | 12 passed | 2 skipped (15)`. */
export function countTests(output) {
  const counts = { passed: 0, failed: 0, skipped: 0, todo: 0 };
  for (const [, summary] of stripVTControlCharacters(output).matchAll(/^(?:\S+:)?\s*Tests\s+(.+?)\(\d+\)\s*$/gm)) {
    for (const [, count, word] of summary.matchAll(/(\d+) (passed|failed|skipped|todo)/g))
      counts[word] += Number(count);
  }
  return counts;
}
