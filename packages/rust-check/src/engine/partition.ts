import { flagSetKey } from './cargo/flags.js';
import type { CheckedCrate } from './crate.js';

/** Crates of one Cargo workspace with one set of flags: one call of cargo can serve them, if their features allow it. */
export function partitionCrates(crates: readonly CheckedCrate[]): CheckedCrate[][] {
  return groupBy(crates, ({ workspace, flags }) => JSON.stringify([workspace.root, flagSetKey(flags)]));
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
