import type { LockedDependency, LockedPackage } from './types.js';

/** Locked packages by name. */
export type PackageIndex = ReadonlyMap<string, readonly LockedPackage[]>;

/** Where a walk over a lock starts, and with which edges of that package. */
export interface Seed {
  entry: LockedPackage;
  extras: readonly string[];
  edges: readonly LockedDependency[];
}

export function indexPackages(packages: readonly LockedPackage[]): PackageIndex {
  const index = new Map<string, LockedPackage[]>();
  for (const entry of packages) {
    const named = index.get(entry.name);
    if (named) named.push(entry);
    else index.set(entry.name, [entry]);
  }
  return index;
}

/** Every edge of a package: its own, those of all extras and those of all groups. */
export function ownEdges(root: LockedPackage): LockedDependency[] {
  return [root.dependencies, ...Object.values(root.extras), ...Object.values(root.groups)].flat();
}

/** A start with all that a package can install. */
export function seedOf(entry: LockedPackage): Seed {
  return { entry, extras: Object.keys(entry.extras), edges: ownEdges(entry) };
}

/** The packages that an edge may lead to: one, or several where the lock holds several versions and the edge says none. */
export function targetsOf(
  index: PackageIndex,
  { name, version }: Pick<LockedDependency, 'name' | 'version'>,
): readonly LockedPackage[] {
  const candidates = index.get(name) ?? [];
  const exact = version === undefined ? [] : candidates.filter((entry) => entry.version === version);
  return exact.length > 0 ? exact : candidates;
}

/**
 * Everything that the seeds lead to, with the extras that were asked for of each.
 *
 * @param isLive whether an edge can ever be taken; all can unless given
 */
export function reachFrom(
  index: PackageIndex,
  seeds: readonly Seed[],
  isLive: (edge: LockedDependency) => boolean = () => true,
): Map<LockedPackage, ReadonlySet<string>> {
  const reached = new Map<LockedPackage, Set<string>>();
  for (const { entry, extras } of seeds) reached.set(entry, new Set(extras));
  const queue = seeds.flatMap(({ edges }) => edges);
  for (let edge = queue.pop(); edge; edge = queue.pop()) {
    if (!isLive(edge)) continue;
    for (const target of targetsOf(index, edge)) {
      const known = reached.get(target);
      const asked = known ?? new Set<string>();
      if (!known) {
        reached.set(target, asked);
        queue.push(...target.dependencies);
      }
      for (const extra of edge.extras) {
        if (asked.has(extra)) continue;
        asked.add(extra);
        queue.push(...(target.extras[extra] ?? []));
      }
    }
  }
  return reached;
}
