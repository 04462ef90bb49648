import { compareText, normalizeName } from '../manifests/names.js';
import { folderOf } from '../manifests/paths.js';
import { isLocalPackage } from './local-package.js';
import { type PackageIndex, indexPackages, ownEdges, reachFrom, seedOf, targetsOf } from './reach.js';
import type { LockedDependency, LockedPackage, LockSlice, PythonLock } from './types.js';

/** A project as a lock may know it. */
export interface SliceProject {
  /** Distribution name; normalised here. */
  name?: string;
  /** Folder relative to the workspace root. */
  root: string;
}

/** Cuts slices out of one lock; what all of them need is prepared once. */
export interface LockSlicer {
  /**
   * The slice of one project: all that it can install, with every extra and group of its own and the extras that are
   * asked for of its dependencies. A lock that does not know the project gives all of its packages, since any of them
   * may be the project's; so it is for the one project that a `poetry.lock` belongs to.
   */
  slice(project: SliceProject): LockSlice;
  /** The package that stands for a project in this lock. */
  find(project: SliceProject): LockedPackage | undefined;
  /**
   * The packages that a project depends on directly, with extras and groups, sorted; workspace and path packages are
   * left out. A `poetry.lock` does not say what its own project lists: give the normalised names as `declared`.
   */
  direct(project: SliceProject, declared?: Iterable<string>): { name: string; version: string }[];
}

/** Prepares a lock for slicing. */
export function createSlicer(lock: PythonLock): LockSlicer {
  const index = indexPackages(lock.packages);
  const find = (project: SliceProject): LockedPackage | undefined => findRoot(lock, index, project);
  return {
    find,
    slice: (project) => {
      const root = find(project);
      return sliceOf(lock, project, root, root ? reachFrom(index, [seedOf(root)]) : undefined);
    },
    direct: (project, declared = []) => {
      const root = find(project);
      const edges = root ? ownEdges(root) : [...declared].map((name) => ({ name: normalizeName(name), extras: [] }));
      const packages = new Set(edges.flatMap((edge) => targetsOf(index, edge)));
      return [...packages]
        .filter((entry) => !isLocalPackage(entry))
        .flatMap(({ name, version }) => (version === undefined ? [] : [{ name, version }]))
        .sort((a, b) => compareText(a.name, b.name) || compareText(a.version, b.version));
    },
  };
}

/** The slice of one project; with many projects on one lock, use {@link createSlicer}. */
export function sliceLock(lock: PythonLock, project: SliceProject): LockSlice {
  return createSlicer(lock).slice(project);
}

/** The direct dependencies of one project; see {@link LockSlicer.direct}. */
export function directPackages(
  lock: PythonLock,
  project: SliceProject,
  declared?: Iterable<string>,
): { name: string; version: string }[] {
  return createSlicer(lock).direct(project, declared);
}

function findRoot(lock: PythonLock, index: PackageIndex, { name, root }: SliceProject): LockedPackage | undefined {
  const named = name === undefined ? [] : (index.get(normalizeName(name)) ?? []);
  return (
    named.find((entry) => isLocalPackage(entry) && entry.source.location === root) ??
    lock.packages.find((entry) => isLocalPackage(entry) && entry.source.location === root) ??
    named.find((entry) => entry.source.type === 'workspace')
  );
}

function sliceOf(
  lock: PythonLock,
  project: SliceProject,
  root: LockedPackage | undefined,
  reached: ReadonlyMap<LockedPackage, ReadonlySet<string>> | undefined,
): LockSlice {
  const { kind, file, requiresPython, contentHash } = lock;
  const whole = !reached;
  const entries = reached ? [...reached.keys()] : lock.packages;
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  const name = root?.name ?? (folderOf(file) === project.root && kind === 'poetry' ? project.name : undefined);
  return {
    schema: 1,
    kind,
    file,
    ...(requiresPython !== undefined && { requiresPython }),
    // It covers the whole manifest of the project that the lock belongs to, so only that project depends on it.
    ...(contentHash !== undefined && whole && { contentHash }),
    ...(name !== undefined && { root: normalizeName(name) }),
    packages: entries
      .map((entry) => (reached ? trim(entry, entry === root, reached.get(entry)!, counts) : entry))
      .sort((a, b) => compareText(a.name, b.name) || compareText(a.version ?? '', b.version ?? '') || byOrigin(a, b)),
    ...(lock.problems?.length && { problems: lock.problems }),
  };
}

const byOrigin = (a: LockedPackage, b: LockedPackage): number =>
  compareText(a.source.location ?? '', b.source.location ?? '') || compareText(a.digest, b.digest);

/**
 * A package as the slice sees it: without extras that nobody asked for, without groups and the recorded manifest
 * unless it is the root, and without versions on edges where the slice holds only one (another project's second
 * version must not show here).
 */
function trim(
  entry: LockedPackage,
  isRoot: boolean,
  asked: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): LockedPackage {
  const plain = (edges: readonly LockedDependency[]): LockedDependency[] =>
    edges.map(({ name, version, extras, marker }) => ({
      name,
      ...(version !== undefined && (counts.get(name) ?? 0) > 1 && { version }),
      extras,
      ...(marker !== undefined && { marker }),
    }));
  const lists = (record: Readonly<Record<string, LockedDependency[]>>): [string, LockedDependency[]][] =>
    Object.entries(record).map(([key, edges]) => [key, plain(edges)]);
  return {
    name: entry.name,
    ...(entry.version !== undefined && { version: entry.version }),
    source: entry.source,
    dependencies: plain(entry.dependencies),
    extras: Object.fromEntries(lists(entry.extras).filter(([extra]) => asked.has(extra))),
    groups: isRoot ? Object.fromEntries(lists(entry.groups)) : {},
    digest: entry.digest,
    ...(isRoot && entry.recorded && { recorded: entry.recorded }),
  };
}
