import type { probeBuildTools } from './build-tools/index.js';
import type { CargoFailure } from './cargo/failure.js';
import { type CargoFlags, flagSetKey } from './cargo/flags.js';
import type { CheckedCrate } from './crate.js';
import type { ActivePackages, GraphPackage } from './features/index.js';
import type { SourceReader } from './messages/index.js';
import type { MachineFolders } from './tidy.js';
import type { Toolchain } from './toolchain/find-toolchain.js';
import type { ToolchainFacts } from './toolchain/read-compiler.js';

/** Crates of one Cargo workspace and flag set, with what is known before cargo checks them. */
export interface Partition extends MachineFolders {
  crates: readonly CheckedCrate[];
  /** Their common flags: those of the first, apart from its features. */
  flags: CargoFlags;
  toolchain: Toolchain;
  facts: ToolchainFacts;
  sources: SourceReader;
  signal: AbortSignal;
  /** Cargo can't work on the Cargo workspace at all. */
  failure?: CargoFailure;
  /** What each crate is built from when it is checked alone; empty when cargo could not tell. */
  active: ReadonlyMap<CheckedCrate, ActivePackages>;
  /** The same without what is for other platforms: with resolver 1, their features count, but they are not built. */
  buildActive: ReadonlyMap<CheckedCrate, ActivePackages>;
  /** The package that cargo knows the crate by. */
  memberOf(crate: CheckedCrate): GraphPackage | undefined;
  /** Checked for another platform than this machine's. */
  crossCompiled: boolean;
  /** With resolver 1, feature flags go to the crate that cargo is called from only. */
  callsFromCrate: boolean;
  /** Absolute path of the crate's `Cargo.toml`. */
  manifestOf(crate: CheckedCrate): string;
  /** The system, for hints on how to install what is missing. */
  environment: Awaited<ReturnType<typeof probeBuildTools>>;
}

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
