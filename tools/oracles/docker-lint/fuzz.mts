// Lints mutated Dockerfiles: nothing may throw or hang, every region must lie in the file, and no safe fix may break a
// file. Run: node --conditions=@hone/source --import tsx tools/oracles/docker-lint/fuzz.mts [rounds] [seed] [folder of Dockerfiles]
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createLineIndex } from '@hone/core';
import { emptyContext } from '../../../packages/docker-multistage/src/engine/lint/context.js';
import { parseDockerfile } from '../../../packages/docker-multistage/src/engine/dockerfile/index.js';
import { lintDockerfile } from '../../../packages/docker-multistage/src/engine/lint/lint-file.js';
import { exampleInput } from '../../../packages/docker-multistage/src/engine/lint/rules/example-input.js';
import { allRules } from '../../../packages/docker-multistage/src/engine/lint/rules/index.js';

const [rounds = '3000', seed = '1', folder] = process.argv.slice(2);
const PIECES = [
  '\\',
  '\n',
  '\\\n',
  '"',
  "'",
  '`',
  '$',
  '${',
  '}',
  '$(',
  ')',
  '<<EOF',
  '\nEOF\n',
  '#',
  '|',
  '&&',
  ';',
  '[',
  ']',
  ' ',
  '\t',
  '\r\n',
  'case',
  'esac',
  '((',
  '=',
  '--',
  '/',
  ':',
  '@',
  '\uFEFF',
  '\0',
  '漢',
  'ONBUILD ',
  '# escape=`\n',
];

let state = Number(seed);
/** A number below a limit, the same in every run (mulberry32). */
function random(limit: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}

function mutate(text: string): string {
  let result = text;
  for (let count = random(6); count >= 0; count--) {
    const at = random(result.length + 1);
    const piece = PIECES[random(PIECES.length)] ?? '';
    const cut = random(3) === 0 ? random(8) : 0;
    result = result.slice(0, at) + piece + result.slice(at + cut);
  }
  return result;
}

const examples = allRules.flatMap(({ bad, good }) => [exampleInput(bad).text, exampleInput(good).text]);
const files =
  folder === undefined ? [] : readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
const corpus = [...examples, ...files];
let slowest = 0;
let fixes = 0;
let failures = 0;

function fail(text: string, what: unknown): void {
  failures++;
  console.log(
    JSON.stringify(text).slice(0, 600),
    '\n  ',
    what instanceof Error ? what.stack?.split('\n').slice(0, 4).join('\n') : what,
  );
}

for (let round = 0; round < Number(rounds) && failures < 10; round++) {
  const source = corpus[random(corpus.length)] ?? '';
  const text = round < corpus.length ? (corpus[round] ?? '') : mutate(source);
  const start = performance.now();
  try {
    const index = createLineIndex(text);
    const before = parseDockerfile(text).problems.length;
    for (const { location, fixes: offered = [], ruleId } of lintDockerfile({
      file: 'Dockerfile',
      text,
      context: emptyContext,
    })) {
      if (location?.region) index.regionToOffsets(location.region);
      for (const { edits, applicability } of offered) {
        const placed = edits.map(({ region, newText }) => ({ ...index.regionToOffsets(region), newText }));
        const fixed = placed
          .sort((a, b) => b.start - a.start)
          .reduce((result, edit) => result.slice(0, edit.start) + edit.newText + result.slice(edit.end), text);
        fixes++;
        if (applicability === 'safe' && parseDockerfile(fixed).problems.length > before)
          fail(text, `${ruleId} breaks it: ${JSON.stringify(fixed)}`);
      }
    }
  } catch (error) {
    fail(text, error);
  }
  slowest = Math.max(slowest, performance.now() - start);
}
console.log(`${rounds} rounds, ${fixes} fixes, slowest ${Math.round(slowest)} ms, ${failures} failures`);
if (failures > 0) process.exitCode = 1;
