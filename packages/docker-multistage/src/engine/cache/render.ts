import { renderBytes } from '../build/progress.js';
import { renderAge } from './quantities.js';
import type { CacheRecord } from './records.js';

const COLUMNS = ['size', 'last used', 'uses', 'state', 'kind', 'what'] as const;
const WIDEST = 96;

/**
 * Records as a table, and what each kind holds in all.
 *
 * @param limit how many rows at most; the rest is summed up
 * @param now milliseconds since the epoch
 */
export function renderTable(records: readonly CacheRecord[], limit: number, now: number): string[] {
  const rows = records.slice(0, limit).map((record) => rowOf(record, now));
  const rest = records.slice(limit);
  return [
    ...align([[...COLUMNS], ...rows]),
    ...(rest.length > 0 ? [`and ${rest.length} more with ${renderBytes(sizeOf(rest))}`] : []),
  ];
}

/** `12 records with 1.2GB: 1.0GB in 2 cache mounts, 200MB in 10 steps; 300MB is shared with images.` */
export function renderSummary(records: readonly CacheRecord[]): string {
  const kinds = [...new Set(records.map(({ kind }) => kind))];
  const parts = kinds
    .map((kind) => ({ kind, of: records.filter((record) => record.kind === kind) }))
    .sort((a, b) => sizeOf(b.of) - sizeOf(a.of))
    .map(({ kind, of }) => `${renderBytes(sizeOf(of))} in ${count(of.length, kind)}`);
  const shared = sizeOf(records.filter((record) => record.shared));
  const total = `${count(records.length, 'record')} with ${renderBytes(sizeOf(records))}`;
  return `${[total, ...(parts.length > 0 ? [parts.join(', ')] : [])].join(': ')}${
    shared > 0 ? `; ${renderBytes(shared)} of it is shared with images` : ''
  }.`;
}

/** Bytes of some records. */
export function sizeOf(records: readonly CacheRecord[]): number {
  return records.reduce((sum, { size }) => sum + size, 0);
}

/** `1 record`, `2 records` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 || noun === 'internal' ? '' : 's'}`;
}

function rowOf({ size, lastUsedAt, usageCount, inUse, shared, kind, what }: CacheRecord, now: number): string[] {
  const state = [inUse ? 'in use' : '', shared ? 'shared' : ''].filter(Boolean).join(', ');
  const short = what.length > WIDEST ? `${what.slice(0, WIDEST - 1)}…` : what;
  return [renderBytes(size), renderAge(lastUsedAt, now), String(usageCount), state, kind, short];
}

const RIGHT = new Set([0, 2]);

function align(rows: readonly string[][]): string[] {
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (RIGHT.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
