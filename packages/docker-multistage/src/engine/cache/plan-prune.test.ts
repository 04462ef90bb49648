import { describe, expect, it } from 'vitest';
import { type PruneRules, planPrune } from './plan-prune.js';
import { pruneQuery } from './prune.js';
import { parseBytes, parseDuration, renderAge } from './quantities.js';
import { type CacheRecord, parseUsage } from './records.js';

const NOW = Date.parse('2026-01-10T00:00:00Z');
const HOUR = 3600_000;

/** A record of 100 bytes that was last used some hours ago. */
function record(id: string, hours: number, part: Partial<CacheRecord> = {}): CacheRecord {
  return {
    ...{ id, parents: [], type: 'regular', description: '', kind: 'step', what: '', inUse: false, shared: false },
    ...{ size: 100, createdAt: '', lastUsedAt: new Date(NOW - hours * HOUR).toISOString(), usageCount: 1 },
    ...part,
  };
}

const removed = (records: CacheRecord[], rules: Partial<PruneRules>): string[] =>
  planPrune(records, { unused: false, ...rules }, NOW).map(({ id }) => id);

describe('what the builder would remove', () => {
  it('leaves what is used, shared or its own, unless all that is unused may go', () => {
    const records = [
      record('plain', 1),
      record('used', 1, { inUse: true }),
      record('shared', 1, { shared: true }),
      record('own', 1, { type: 'internal' }),
    ];
    expect(removed(records, {})).toEqual(['plain']);
    expect(removed(records, { unused: true })).toEqual(['plain', 'shared', 'own']);
  });

  it('goes by age, and keeps what a newer record builds on', () => {
    const records = [
      record('base', 50),
      record('step', 1, { parents: ['base'] }),
      record('old', 50),
      record('older', 60, { parents: ['old-base'] }),
      record('old-base', 60),
    ];
    expect(removed(records, { olderThan: 24 * HOUR })).toEqual(['old', 'older', 'old-base']);
  });

  it('goes down to a size, one at a time, by when and how often a record was used', () => {
    const records = [
      record('old, often', 9, { usageCount: 9 }),
      record('old', 8),
      record('new', 1),
      record('shared', 9, { shared: true, size: 10_000 }),
    ];
    expect(removed(records, { keepStorage: 1000 })).toEqual([]);
    expect(removed(records, { keepStorage: 250 })).toEqual(['old']);
    // The builder removes until it is below the size, not at it.
    expect(removed(records, { keepStorage: 200 })).toEqual(['old', 'new']);
  });
});

it('asks for it in the words of the engine', () => {
  const rules = { unused: true, olderThan: 1500, keepStorage: 10 };
  const filters = '{"until":{"1500ms":true}}';
  expect(pruneQuery(rules, '1.41')).toEqual({ all: true, 'keep-storage': 10, filters });
  expect(pruneQuery(rules, '1.48')).toEqual({ all: true, 'reserved-space': 10, filters });
});

it('reads the records of old and new engines', () => {
  const old = { BuildCache: [{ ID: 'a', Parent: 'b', Type: 'regular', Size: 1 }] };
  const recent = { BuildCacheUsage: { Items: [{ ID: 'a', Parents: ['b'], Type: 'regular', Size: 1 }] } };
  expect(parseUsage(old)).toMatchObject([{ id: 'a', parents: ['b'], size: 1, lastUsedAt: undefined }]);
  expect(parseUsage(recent)).toEqual(parseUsage(old));
});

it('reads times and sizes', () => {
  expect(['90s', '24h', '7d', '1d12h'].map(parseDuration)).toEqual([90_000, 24 * HOUR, 168 * HOUR, 36 * HOUR]);
  expect(['10', '1.5kB', '10GB', '8GiB'].map(parseBytes)).toEqual([10, 1500, 10e9, 8 * 2 ** 30]);
  for (const wrong of ['', 'x', '7', 'd7', '7 days'])
    expect(() => parseDuration(wrong)).toThrow(/is no length of time/);
  for (const wrong of ['', 'x', '-1GB', '1PB']) expect(() => parseBytes(wrong)).toThrow(/is no size/);
  expect(renderAge(new Date(NOW - 50 * HOUR).toISOString(), NOW)).toBe('2d ago');
  expect(renderAge(undefined, NOW)).toBe('never');
});
