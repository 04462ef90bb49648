import type { CacheRecord } from './records.js';

/** What is to be removed. */
export interface PruneRules {
  /** Milliseconds: only what was not used for that long. */
  olderThan?: number;
  /** Bytes: only as much as is above. */
  keepStorage?: number;
  /** Also what images share and what belongs to the builder itself. */
  unused: boolean;
}

/** Belong to the builder itself, and go only when everything unused goes. */
const BUILDERS_OWN = new Set(['internal', 'frontend']);

/**
 * Which records the builder would remove, in its order. It follows BuildKit's cache manager (`cache/manager.go`, 0.8 to
 * 0.17): a record can go when nothing uses it and no other record builds on it; what that frees is looked at again. With
 * a limit one goes at a time, the one that was used longest ago and least often by rank, until the rest, without what
 * images share, is below it.
 *
 * @param now milliseconds since the epoch
 */
export function planPrune(records: readonly CacheRecord[], rules: PruneRules, now: number): CacheRecord[] {
  const left = new Map(records.map((record) => [record.id, record]));
  const removed: CacheRecord[] = [];
  const { keepStorage } = rules;
  let total = records.reduce((sum, { shared, size }) => (shared ? sum : sum + size), 0);
  while (keepStorage === undefined || keepStorage === 0 || total >= keepStorage) {
    const candidates = leavesOf(left).filter((record) => mayGo(record, rules, now));
    const batch = keepStorage ? byWorth(candidates).slice(0, 1) : candidates;
    if (batch.length === 0) break;
    for (const record of batch) {
      left.delete(record.id);
      removed.push(record);
      total -= record.size;
    }
  }
  return removed;
}

/** Records on which no other builds. */
function leavesOf(records: ReadonlyMap<string, CacheRecord>): CacheRecord[] {
  const bases = new Set([...records.values()].flatMap(({ parents }) => parents));
  return [...records.values()].filter(({ id }) => !bases.has(id));
}

function mayGo(
  { inUse, shared, type, lastUsedAt }: CacheRecord,
  { olderThan, unused }: PruneRules,
  now: number,
): boolean {
  if (inUse) return false;
  if (!unused && (shared || BUILDERS_OWN.has(type))) return false;
  return olderThan === undefined || lastUsedAt === undefined || Date.parse(lastUsedAt) <= now - olderThan;
}

/** The builder's order: the sum of two ranks, when a record was last used and how often. */
function byWorth(records: readonly CacheRecord[]): CacheRecord[] {
  const used = ranks(records.map(lastUse));
  const count = ranks(records.map(({ usageCount }) => usageCount));
  const worth = new Map(records.map((record, at) => [record, (used[at] ?? 0) + (count[at] ?? 0)]));
  // Between two of the same worth goes first what was used less often: the order that is left of the builder's own sorts.
  return [...records].sort(
    (a, b) => (worth.get(a) ?? 0) - (worth.get(b) ?? 0) || a.usageCount - b.usageCount || lastUse(a) - lastUse(b),
  );
}

/** Milliseconds since the epoch, with what stands behind the milliseconds as a fraction; 0 for never. */
function lastUse({ lastUsedAt }: CacheRecord): number {
  if (lastUsedAt === undefined) return 0;
  const [, fraction = ''] = /\.\d{3}(\d+)/.exec(lastUsedAt) ?? [];
  return Date.parse(lastUsedAt) + Number(`0.${fraction}0`);
}

/** The place of each number among the different ones above 0, as a share of how many these are; 0 has none. */
function ranks(numbers: readonly number[]): number[] {
  const places = [...new Set(numbers)].filter((number) => number > 0).sort((a, b) => a - b);
  return numbers.map((number) => (places.indexOf(number) + 1) / Math.max(places.length, 1));
}
