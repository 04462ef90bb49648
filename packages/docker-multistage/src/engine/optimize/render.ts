import type { PassReport } from './optimize.js';

const STATUS = { done: 'done', nothing: 'nothing to do', unsure: 'not sure' } as const;

/** What became of each pass, with what it left alone and why. */
export function renderPasses(file: string, passes: readonly PassReport[]): string {
  const width = Math.max(...passes.map(({ id }) => id.length));
  const lines = passes.flatMap(({ id, status, doubts }) => [
    `  ${id.padEnd(width)}  ${STATUS[status]}`,
    ...doubts.map(({ line, reason }) => `  ${' '.repeat(width)}    line ${line}: ${reason}`),
  ]);
  return [file, ...lines].join('\n');
}
