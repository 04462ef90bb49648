import { stripVTControlCharacters } from 'node:util';

/** The distinct lines in which a test says what it skipped and why. */
export function findSkips(output) {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  return [...new Set(lines.flatMap((line) => /^(?:\S+:)?\s*(SKIPPED .*)/.exec(line)?.[1] ?? []))].sort();
}

/** The distinct tests that failed, each with the first line of its error, from vitest's ` FAIL  file > test` lines. */
export function findFailures(output) {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  const failures = lines.flatMap((line, at) => {
    // Nx puts the project before each line of a task it streams.
    const [, project = '', test] = /^(\S+:)?\s*FAIL\s+(.+)$/.exec(line) ?? [];
    if (test === undefined) return [];
    const textOf = (other) => other.replace(project, '').trim();
    // Tests that fail alike stand together above the one error they share.
    const error = lines.slice(at + 1).find((next) => textOf(next) !== '' && !textOf(next).startsWith('FAIL '));
    return [`${test}: ${textOf(error ?? '')}`];
  });
  return [...new Set(failures)];
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
