// One process of the bench: loads the fixer, proposes for the log of a workspace, and once more after a change.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const workspace = process.argv[2] ?? '.';
const engine = new URL('../../../packages/build-fix/src/engine/', import.meta.url);
const { contextOf, parseTsc } = await import(new URL('fixers/typescript/fixtures/testing.ts', engine).href);
const { createTypeScriptFixer } = await import(new URL('fixers/typescript/fixer.ts', engine).href);
const { loadTypeScript } = await import(new URL('fixers/typescript/load.ts', engine).href);
const entries = parseTsc(readFileSync(join(workspace, 'tsc.log'), 'utf8'));

const timed = async <T,>(work: () => T | Promise<T>): Promise<[number, T]> => {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
};
const fixer = createTypeScriptFixer();
const context = contextOf(workspace);
const [load] = await timed(loadTypeScript);
const [first, candidates] = await timed(() => fixer.propose(entries, context));
const changed = { ...context.files, read: (file: string) => context.files.read(file)?.replace('part0_0', 'part0_x') };
const [second] = await timed(() => fixer.propose(entries, { ...context, files: { ...context.files, ...changed } }));
const answered = new Set(candidates.flatMap(({ answers }: { answers: unknown[] }) => answers)).size;
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ entries: entries.length, answered, load, first, second, memory }));
