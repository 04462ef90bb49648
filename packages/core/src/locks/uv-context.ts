import { needsAbsentExtra } from './conflict-markers.js';
import { isLocalPackage } from './local-package.js';
import { indexPackages, ownEdges, reachFrom, type Seed, seedOf, targetsOf } from './reach.js';
import type { SliceProject } from './slice.js';
import type { LockedPackage, PythonLock } from './types.js';

/** A package of a lock with the part of it that one project's image needs. */
export interface UvContextPackage {
  entry: LockedPackage;
  /** Normalised names of the extras that stay. */
  extras: ReadonlySet<string>;
  /** Whether dependency groups stay: those of the project itself. */
  groups: boolean;
}

/** What of a `uv.lock` one project can install, and which folders of the workspace that takes. */
export interface UvContextPlan {
  /** The project's own package; undefined for the root of a virtual workspace, which gets the whole lock. */
  root?: LockedPackage;
  /** In the order of the lock. */
  packages: UvContextPackage[];
  /** Workspace members and path packages among them, in the order of the lock. */
  local: LockedPackage[];
  /** Whether an edge with this marker can be taken in the context. */
  isLive: (marker: string | undefined) => boolean;
}

/**
 * Works out what a build context needs of a `uv.lock`: all that the project can install, with every extra and group of
 * its own, and the plain dependencies of the other projects of its closure.
 *
 * Local packages are followed through their groups and extras too, since uv reads the manifests of all members: one that
 * names a member which is not there is an error, even in a group that nobody installs.
 *
 * @param others further projects that lie in the context; those that the lock does not know say nothing
 */
export function planUvContext(
  lock: PythonLock,
  find: (project: SliceProject) => LockedPackage | undefined,
  project: SliceProject,
  others: readonly SliceProject[] = [],
): UvContextPlan {
  const root = find(project);
  if (!root) return wholeLock(lock);
  const index = indexPackages(lock.packages);
  const local = new Set([root, ...others.flatMap((other) => find(other) ?? [])]);
  for (const entry of local) {
    for (const edge of ownEdges(entry))
      for (const target of targetsOf(index, edge)) if (isLocalPackage(target)) local.add(target);
  }
  const seeds = [...local].map((entry): Seed => {
    return entry === root ? seedOf(root) : { entry, extras: [], edges: entry.dependencies };
  });
  const names = new Set([...local].map(({ name }) => name));
  const isLive = (marker: string | undefined): boolean => !needsAbsentExtra(marker, names);
  const reached = reachFrom(index, seeds, ({ marker }) => isLive(marker));
  return {
    root,
    packages: lock.packages.flatMap((entry) => {
      const extras = reached.get(entry);
      return extras ? [{ entry, extras, groups: entry === root }] : [];
    }),
    local: lock.packages.filter((entry) => local.has(entry)),
    isLive,
  };
}

function wholeLock({ packages }: PythonLock): UvContextPlan {
  return {
    packages: packages.map((entry) => ({ entry, extras: new Set(Object.keys(entry.extras)), groups: true })),
    local: packages.filter(isLocalPackage),
    isLive: () => true,
  };
}

/** Normalised names of the packages of a plan. */
export function namesOf(plan: UvContextPlan): Set<string> {
  return new Set(plan.packages.map(({ entry }) => entry.name));
}
