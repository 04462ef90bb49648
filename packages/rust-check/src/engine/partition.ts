import { flagSetKey } from './cargo/flags.js';
import type { CheckedCrate } from './crate.js';

/**
 * Crates of one Cargo workspace with one set of flags: one call of cargo can serve them, if their features allow it.
 *
 * Those that want the lock file as it is come first, since cargo brings it up to date for the others.
 */
export function partitionCrates(crates: readonly CheckedCrate[]): CheckedCrate[][] {
  const partitions = groupBy(crates, ({ workspace, flags }) => JSON.stringify([workspace.root, flagSetKey(flags)]));
  const updatesLock = ([first]: readonly CheckedCrate[]): number => (first?.flags.locked ? 0 : 1);
  return partitions.sort((a, b) => updatesLock(a) - updatesLock(b));
}

/** Groups in the order of their first member. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
