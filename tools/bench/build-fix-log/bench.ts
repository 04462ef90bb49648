import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@hone/e2e/harness';
// Examples are no part of the package, and reading is one step of it.
// eslint-disable-next-line @nx/enforce-module-boundaries
import {
  formatFiles,
  formatsFolder,
  parseFormatDocument,
} from '../../../packages/build-fix/src/engine/read/format/index.js';
import { bundle } from '../lib/bundle.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { measureInTurn, median, type Variant } from '../lib/measure.js';
import { renderTable } from '../lib/table.js';
import { type LogShape, type Random, tscError, writeLog } from './generate.js';

const folder = join(benchFolder, 'build-fix-log');
const MB = 1_000_000;
const PEER = 'github.com/reviewdog/errorformat/cmd/errorformat@latest';

const bench: Bench = {
  summary: 'A raw log read into entries, with one format and with all: build-fix, and errorformat.',
  async run({ rounds, args }) {
    const engine = await buildEngine();
    const peer = await installPeer();
    const block = await blocks();
    const logs = {
      clean: log('clean', { bytes: 200 * MB, every: 0, block: tscError }),
      tenth: log('tsc-tenth', { bytes: 200 * MB, every: 10, block: tscError }),
      errors: log('tsc-errors', { bytes: 200 * MB, every: 1, block: tscError }),
      mixed: log('mixed-tenth', { bytes: 200 * MB, every: 10, block }),
      huge: log('mixed-1-gb', { bytes: 1000 * MB, every: 100, block }),
    };
    const results = new Map<string, Result[]>();
    const ours = (name: string, path: string, formats: string): Variant => ({
      name,
      run: async () => note(results, name, await readInChild(engine, path, formats)),
    });
    const variants: Variant[] = [
      ours('Hone, format tsc, no errors', logs.clean, 'tsc'),
      ours('Hone, format tsc, an error in ten lines', logs.tenth, 'tsc'),
      ours('Hone, format tsc, errors only', logs.errors, 'tsc'),
      ours('Hone, all formats, no errors', logs.clean, 'all'),
      ours('Hone, all formats, an error of tsc in ten lines', logs.tenth, 'all'),
      ours('Hone, all formats, examples of all of them after nine lines each', logs.mixed, 'all'),
    ];
    if (!args.includes('--quick')) variants.push(ours('Hone, all formats, 1 GB', logs.huge, 'all'));
    if (peer !== undefined && !args.includes('--no-peer')) {
      const name = 'errorformat, format tsc, an error in ten lines';
      variants.push({ name, run: async () => note(results, name, await readWithPeer(peer, logs.tenth)) });
    }
    const measured = await measureInTurn(variants, rounds);
    return renderTable(
      ['variant', 'MB/s, median', 'MB a second of CPU time, median', 'entries', 'memory, MiB'],
      measured.map(({ name, median: seconds }) => {
        const all = results.get(name) ?? [];
        const [{ bytes, entries } = { bytes: 0, entries: 0 }] = all;
        const rate = (taken: number): number => Math.round(bytes / MB / taken);
        const memory = Math.max(...all.map((it) => it.memory)) / 2 ** 20;
        return [name, rate(seconds), rate(median(all.slice(1).map(({ cpu }) => cpu))), entries, Math.round(memory)];
      }),
    );
  },
};
export default bench;

interface Result {
  seconds: number;
  /** Time of the processor: what a busy machine leaves alone. */
  cpu: number;
  bytes: number;
  entries: number;
  memory: number;
}

function note(results: Map<string, Result[]>, name: string, result: Result): number {
  results.set(name, [...(results.get(name) ?? []), result]);
  return result.seconds;
}

function log(name: string, shape: LogShape): string {
  const path = join(folder, `${name}.log`);
  writeLog(path, shape);
  return path;
}

/** The examples of all formats, one after the other, each closed by an empty line. */
async function blocks(): Promise<(random: Random) => string> {
  const documents = formatFiles(formatsFolder).map((name) => {
    const text = readFileSync(join(formatsFolder, name), 'utf8');
    return parseFormatDocument(text, name).document;
  });
  const examples = documents.flatMap((document) => (document.examples ?? []).map((it) => it.log));
  return Promise.resolve((random) => `${examples[random(examples.length)]?.trimEnd()}\n`);
}

/** The engine as plain JavaScript in one file, as it is after a build. */
function buildEngine(): Promise<string> {
  const source = fileURLToPath(new URL('../../../packages/build-fix/src/engine', import.meta.url));
  const data = ['formats.json', 'ruff-codes.json'].map(
    (name) => [join(source, 'formats', name), join('formats', name)] as const,
  );
  return bundle({ entry: join(source, 'read', 'index.ts'), target: join(folder, 'engine', 'read', 'index.mjs'), data });
}

async function readInChild(engine: string, path: string, formats: string): Promise<Result> {
  const script = fileURLToPath(new URL('./read.mjs', import.meta.url));
  const { code, output } = await run([process.execPath, script, engine, path, formats], { cwd: folder });
  if (code !== 0) throw new Error(`Reading ${path} failed: code ${code}\n${output}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Result;
}

/** errorformat prints what it read, which goes nowhere. */
async function readWithPeer(peer: string, path: string): Promise<Result> {
  const { code, seconds, output } = await run(['sh', '-c', '"$0" -name=tsc < "$1" | wc -lc; times', peer, path], {
    cwd: folder,
  });
  const [entries = 0] = output.trim().split(/\s+/).map(Number);
  // The last line of `times`: user and system time of what the shell started.
  const times = (output.trim().split('\n').at(-1) ?? '').split(' ').map((time) => time.split(/[ms]/).map(Number));
  const cpu = times.reduce((sum, [minutes = 0, rest = 0]) => sum + minutes * 60 + rest, 0);
  if (code !== 0) throw new Error(`errorformat: code ${code}\n${output}`);
  return { seconds, cpu, bytes: 200 * MB, entries, memory: Number.NaN };
}

async function installPeer(): Promise<string | undefined> {
  const peer = join(folder, 'bin', 'errorformat');
  if (existsSync(peer)) return peer;
  const { code } = await run(['go', 'install', PEER], {
    cwd: folder,
    env: { ...process.env, GOBIN: join(folder, 'bin') },
  });
  if (code !== 0) console.warn('errorformat is not measured: Go is missing, or cannot install it.');
  return code === 0 ? peer : undefined;
}
