import { expect, it } from 'vitest';
import type { LogEntry, LogSummary } from '../types.js';
import { createGrouper } from './grouper.js';
import { type ThinOptions, thinSource } from './thin-source.js';

const THIN: ThinOptions = { edge: 48 << 10, block: 4 << 10, blocksAtRate: 60 };

it('passes a log on as it is when it is small', async () => {
  const { summary, read } = await group(['a: x 1', 'b: y 2'], THIN);
  expect(read).toBe('a: x 1\nb: y 2\n');
  expect(summary).toMatchObject({ bytes: 14, lines: 2, entries: 2 });
  expect(summary.sampled).toBeUndefined();
});

it('passes on whole lines only, the first and the last among them', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `rule: number ${index} of many`);
  const { summary, read } = await group(lines, THIN);
  expect(read.split('\n').filter((line) => line !== '' && !/^rule: number \d+ of many$/.test(line))).toEqual([]);
  expect(read.startsWith('rule: number 0 of many\n')).toBe(true);
  expect(read.endsWith('rule: number 59999 of many\n')).toBe(true);
  expect(summary.lines).toBe(60_000);
  expect(summary.sampled?.share).toBeLessThan(0.6);
  expect(Math.abs(summary.entries - 60_000) / 60_000).toBeLessThan(0.02);
});

it('ends with the same groups, and says how sure its counts are', async () => {
  const outcomes = await Promise.all(Array.from({ length: 12 }, (_, seed) => compare(seed)));
  for (const { same } of outcomes) expect(same).toBe(true);
  const covered = outcomes.flatMap(({ covers }) => covers);
  const share = covered.filter(Boolean).length / covered.length;
  // 95 % is what the intervals claim; what differs is chance.
  expect(share).toBeGreaterThan(0.9);
});

/** Groups a generated log as a whole and thinned. */
async function compare(seed: number): Promise<{ same: boolean; covers: boolean[] }> {
  const random = randomOf(seed);
  // Errors come in bursts, as those of one file do.
  const lines: string[] = [];
  while (lines.length < 30_000) {
    const rule = Math.floor(random() ** 2 * 12);
    const burst = Math.ceil(random() * 30);
    for (let index = 0; index < burst; index++) lines.push(`rule${rule}: value ${Math.floor(random() * 1e6)} is wrong`);
  }
  const { summary: full } = await group(lines, undefined);
  const { summary: thin } = await group(lines, THIN);
  const exact = new Map(full.groups.map(({ fingerprint, count }) => [fingerprint, count]));
  return {
    same: fingerprints(full).join() === fingerprints(thin).join(),
    covers: thin.groups.map(({ fingerprint, count, error = 0 }) => {
      return Math.abs(count - (exact.get(fingerprint) ?? 0)) <= error * count;
    }),
  };
}

function fingerprints({ groups }: LogSummary): string[] {
  return groups.map(({ fingerprint }) => fingerprint).sort();
}

async function group(
  lines: readonly string[],
  thin: ThinOptions | undefined,
): Promise<{ summary: LogSummary; read: string }> {
  const grouper = createGrouper();
  const thinned = thinSource(chunksOf(`${lines.join('\n')}\n`), grouper.beginBlock, thin ?? { edge: 1 << 30 });
  let read = '';
  let begun = '';
  for await (const chunk of thinned.source) {
    const text = Buffer.from(chunk).toString();
    read += text;
    const complete = `${begun}${text}`.split('\n');
    begun = complete.pop() ?? '';
    for (const line of complete) if (line.includes(': ')) grouper.add(entryOf(line));
  }
  return { summary: grouper.summary(thinned.facts()), read };
}

function entryOf(line: string): LogEntry {
  const [ruleId = '', message = ''] = line.split(': ');
  return { diagnostic: { tool: 'tool', ruleId, level: 'error', message }, format: 'tool', logLine: 1 };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
}

function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
