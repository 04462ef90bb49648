import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@hone/e2e/harness';
// The grouper is no export of the package: what is measured is one step of its reading.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { createGrouper } from '../../../packages/build-fix/src/engine/group/index.js';
import { type Bench, benchFolder } from '../lib/definition.js';
import { measureInTurn, median, type Variant } from '../lib/measure.js';
import { renderTable } from '../lib/table.js';
import { generateErrors, type GeneratedError, SHAPE_COUNT } from './messages.js';

const OURS = 1_000_000;
/** The peer gets fewer, so that a round does not take a minute. */
const PEER = 50_000;

const bench: Bench = {
  summary: 'Mixed errors of ten tools put into groups: the grouper of build-fix, and Drain3.',
  async run({ rounds }) {
    const errors = generateErrors(OURS);
    const folder = join(benchFolder, 'build-fix-groups');
    mkdirSync(folder, { recursive: true });
    const python = await installDrain(folder);
    const lines = join(folder, 'lines.txt');
    writeFileSync(lines, errors.slice(0, PEER).map(textOf).join('\n'));

    const groups: Groups = { ours: 0, peer: 0, cpu: { ours: [], peer: [] } };
    const variants: Variant[] = [
      { name: 'Hone, fingerprints, counts, files and samples', run: () => groupAll(errors, groups) },
      { name: 'Drain3 0.9.11, default settings', run: () => drain(python, lines, groups) },
    ];
    const [ours, peer] = await measureInTurn(variants, rounds);
    const rate = (count: number, seconds = Number.NaN): number => Math.round(count / seconds / 1000) * 1000;
    const heap = Math.round(process.memoryUsage().rss / 2 ** 20);
    return [
      renderTable(
        ['variant', 'errors a second, median', 'a second of CPU time', `groups (made of ${SHAPE_COUNT} kinds)`],
        [
          [ours?.name ?? '', rate(OURS, ours?.median), rate(OURS, cpuOf(groups.cpu.ours)), groups.ours],
          [peer?.name ?? '', rate(PEER, peer?.median), rate(PEER, cpuOf(groups.cpu.peer)), groups.peer],
        ],
      ),
      `\nResident memory of the process with ${OURS} errors held for the measurement: ${heap} MiB.`,
    ].join('\n');
  },
};
export default bench;

interface Groups {
  ours: number;
  peer: number;
  /** Seconds of CPU time of each round, the warm-up first: what a busy machine leaves alone. */
  cpu: { ours: number[]; peer: number[] };
}

const cpuOf = (rounds: readonly number[]): number => median(rounds.slice(1));

const textOf = ({ file, line, ruleId, message }: GeneratedError): string => `${file}:${line}: ${ruleId}: ${message}`;

function groupAll(errors: readonly GeneratedError[], groups: Groups): Promise<number> {
  const start = performance.now();
  const before = process.cpuUsage();
  const grouper = createGrouper();
  for (const [index, { tool, ruleId, message, file, line }] of errors.entries()) {
    const region = { start: { line, column: 1 }, end: { line, column: 1 } };
    const diagnostic = { tool, ruleId, level: 'error' as const, message, location: { file, region } };
    grouper.add({ diagnostic, format: tool, logLine: index + 1 });
  }
  groups.ours = grouper.summary().groups.length;
  const { user, system } = process.cpuUsage(before);
  groups.cpu.ours.push((user + system) / 1e6);
  return Promise.resolve((performance.now() - start) / 1000);
}

/** It measures itself, so that the start of Python does not count. */
const DRAIN = `
import sys, time
from drain3 import TemplateMiner
lines = open(sys.argv[1], encoding='utf-8').read().split('\\n')
miner = TemplateMiner()
start, cpu = time.perf_counter(), time.process_time()
for line in lines:
    miner.add_log_message(line)
print(time.perf_counter() - start, len(miner.drain.clusters), time.process_time() - cpu)
`;

async function drain(python: string, lines: string, groups: Groups): Promise<number> {
  const { code, output } = await run([python, '-c', DRAIN, lines], { cwd: benchFolder });
  const [seconds, clusters, cpu = Number.NaN] = output.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  if (code !== 0 || seconds === undefined) throw new Error(`Drain3: code ${code}\n${output}`);
  groups.peer = clusters ?? 0;
  groups.cpu.peer.push(cpu);
  return seconds;
}

async function installDrain(folder: string): Promise<string> {
  const python = join(folder, 'drain3', 'bin', 'python');
  if (existsSync(python)) return python;
  for (const command of [
    ['python3', '-m', 'venv', join(folder, 'drain3')],
    [python, '-m', 'pip', 'install', '--quiet', 'drain3==0.9.11'],
  ]) {
    const { code, output } = await run(command, { cwd: folder });
    if (code !== 0) throw new Error(`${command.join(' ')}: code ${code}\n${output}`);
  }
  return python;
}
