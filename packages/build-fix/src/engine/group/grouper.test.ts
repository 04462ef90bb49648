import { expect, it } from 'vitest';
import type { LogEntry } from '../types.js';
import { fingerprintOf } from './fingerprint.js';
import { createGrouper, type GrouperOptions } from './grouper.js';

it('counts what is the same but for names', () => {
  const [first, second] = summaryOf([
    entry('TS2304', "Cannot find name 'a'.", 'a.ts'),
    entry('TS2322', "Type 'a' is not assignable to type 'b'.", 'a.ts'),
    entry('TS2304', "Cannot find name 'b'.", 'b.ts'),
  ]).groups;
  expect(first).toMatchObject({ ruleId: 'TS2304', template: 'Cannot find name <name>.', count: 2, files: 2 });
  expect(second).toMatchObject({ ruleId: 'TS2322', count: 1, files: 1, category: 'type', level: 'error' });
  expect(first?.fingerprint).toBe(fingerprintOf(first!.samples[0]!.diagnostic));
});

it('takes the most serious level', () => {
  const warning = entry('TS1', 'x', 'a.ts');
  warning.diagnostic.level = 'warning';
  expect(summaryOf([warning, entry('TS1', 'x', 'a.ts')]).groups[0]).toMatchObject({ level: 'error', count: 2 });
});

it('represents every file where there is room', () => {
  const entries = files(100).flatMap((file) => [
    entry('TS1', 'x', file),
    entry('TS1', 'x', file),
    entry('TS2', 'y', file),
  ]);
  const { groups } = summaryOf(entries, { samples: { perGroup: 4, total: 200 } });
  expect(new Set(groups.flatMap(filesOfSamples)).size).toBe(100);
  expect(groups.flatMap(({ samples }) => samples).length).toBeLessThanOrEqual(200);
});

it('represents as many files as it may keep samples', () => {
  const same = Array.from({ length: 50 }, () => entry('TS1', 'x', 'a.ts'));
  const { groups } = summaryOf([...same, ...files(20).map((file) => entry('TS1', 'x', file))], {
    samples: { perGroup: 6, total: 6 },
  });
  expect(new Set(filesOfSamples(groups[0]!)).size).toBe(6);
});

it('keeps one sample of a group when there is no room for more', () => {
  const entries = ['a', 'b', 'c', 'd'].map((rule) => entry(rule, 'x', 'a.ts'));
  const { groups } = summaryOf([...entries, ...entries], { samples: { perGroup: 4, total: 2 } });
  expect(groups.map(({ samples }) => samples.length)).toEqual([1, 1, 1, 1]);
});

it('counts what is beyond the most groups, by tool', () => {
  const entries = 'abcdefgh'.split('').map((letter) => entry('TS1', `${letter.repeat(4)} is wrong`, 'a.ts'));
  const summary = summaryOf(entries, { maxGroups: 3 });
  expect(summary.entries).toBe(8);
  expect(summary.groups).toHaveLength(4);
  expect(summary.groups[0]).toMatchObject({ tool: 'tsc', ruleId: '…', template: '…', count: 5 });
});

it('keeps short what it keeps of a message without end', () => {
  const { groups } = summaryOf([entry('TS1', 'x'.repeat(1_000_000), 'a.ts')]);
  expect(groups[0]?.samples[0]?.diagnostic.message.length).toBeLessThan(20_000);
});

it('ends with the groups of its samples, for millions of errors in bounded memory', () => {
  const grouper = createGrouper();
  const total = 2_000_000;
  const before = memory();
  let most = 0;
  for (let index = 0; index < total; index++) {
    grouper.add(generated(index));
    if (index % 250_000 === 0) most = Math.max(most, memory() - before);
  }
  const summary = grouper.summary();
  expect(summary.entries).toBe(total);
  expect(summary.groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  // Twelve rules, of which each hundred-thousandth error is none; the rarest occurs 20 times.
  expect(summary.groups).toHaveLength(13);
  expect(summary.groups.at(-1)).toMatchObject({ ruleId: 'rare', count: 20 });
  const files = summary.groups[0]!.files;
  expect(Math.abs(files - 125_000) / 125_000).toBeLessThan(0.1);

  const thinned = summaryOf(summary.groups.flatMap(({ samples }) => samples));
  expect(thinned.groups.map(({ fingerprint }) => fingerprint).sort()).toEqual(
    summary.groups.map(({ fingerprint }) => fingerprint).sort(),
  );
  expect(thinned.entries).toBeLessThanOrEqual(5013);
  expect(thinned.category).toBe(summary.category);
  expect(most).toBeLessThan(150);
});

/** MiB. */
function memory(): number {
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function generated(index: number): LogEntry {
  const file = `src/part${index % 500_000}/file.ts`;
  if (index % 100_000 === 99_999) return entry('rare', `worker ${index} died`, file);
  return entry(`TS${1000 + (index % 12)}`, `Type 'T${index}' is not assignable to 'U${index % 977}'.`, file);
}

function entry(ruleId: string, message: string, file: string): LogEntry {
  const region = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return {
    diagnostic: { tool: 'tsc', ruleId, level: 'error', message, location: { file, region } },
    format: 'tsc',
    logLine: 1,
  };
}

function files(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `src/file-${index}.ts`);
}

function filesOfSamples({ samples }: { samples: readonly LogEntry[] }): (string | undefined)[] {
  return samples.map(({ diagnostic }) => diagnostic.location?.file);
}

function summaryOf(entries: readonly LogEntry[], options?: GrouperOptions) {
  const grouper = createGrouper(options);
  entries.forEach(grouper.add);
  return grouper.summary();
}
