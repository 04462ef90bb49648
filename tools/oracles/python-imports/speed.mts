/**
 * Times `scanPythonImports` against a tree-sitter parse of the same sources, both with the text in memory.
 *
 *     npx tsx speed.mts FOLDER...
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { decodePython, scanPythonImports } from '../../../packages/core/src/python/index.js';

const ROUNDS = 5;
const sources = process.argv.slice(2).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .flatMap((name) => {
      const decoded = decodePython(readFileSync(join(folder, name)));
      return 'text' in decoded ? [decoded.text] : [];
    }),
);
await Parser.init();
const require = createRequire(import.meta.url);
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm')));

const characters = sources.reduce((sum, text) => sum + text.length, 0);
console.log(`${sources.length} files, ${(characters / 1e6).toFixed(1)} million characters, median of ${ROUNDS}`);
// In turn, so that both meet the same load of the machine.
const scans: number[] = [];
const parses: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  scans.push(time((text) => scanPythonImports(text)));
  parses.push(time((text) => parser.parse(text)?.delete()));
}
const [scan, parse] = [median(scans), median(parses)];
console.log(`scanPythonImports ${scan.toFixed(0)} ms, first round ${scans[0]!.toFixed(0)} ms`);
console.log(`tree-sitter parse ${parse.toFixed(0)} ms, first round ${parses[0]!.toFixed(0)} ms`);
console.log(
  `${(parse / scan).toFixed(1)} times faster, ${(parses[0]! / scans[0]!).toFixed(1)} times in the first round`,
);
process.exitCode = parse / scan >= 20 ? 0 : 1;

function time(run: (text: string) => void): number {
  const start = performance.now();
  for (const text of sources) run(text);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
