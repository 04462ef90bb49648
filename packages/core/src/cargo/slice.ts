import { compareText } from '../manifests/names.js';
import { folderOf } from '../manifests/paths.js';
import { createDevFilter } from './dev-edges.js';
import { lockOwners } from './lock-owners.js';
import type {
  CargoCrate,
  CargoLock,
  CargoLockedDependency,
  CargoLockedPackage,
  CargoLockSlice,
  CargoProjects,
} from './types.js';

/** Cuts slices out of one `Cargo.lock`; what all of them need is prepared once. */
export interface CargoSlicer {
  /**
   * The slice of the crate in a folder: its own dependencies of every kind, target and feature, and what they lead to;
   * development dependencies of other members are left out. A lock that does not know the crate gives all packages.
   */
  slice(crateRoot: string): CargoLockSlice;
  /** The package that stands for the crate in this lock. */
  find(crateRoot: string): CargoLockedPackage | undefined;
  /** The packages with a source (registry or git) that the crate depends on directly, development ones included. */
  direct(crateRoot: string): CargoLockedPackage[];
  /**
   * Folders of other crates that the crate reaches directly or through packages with a source: its path dependencies,
   * and those that a `[patch]` puts below a package of a registry. Sorted.
   */
  local(crateRoot: string): string[];
}

/** Packages in the slices' order, with edges as positions in that order. */
interface Graph {
  packages: readonly CargoLockedPackage[];
  /** All edges of each package. */
  all: readonly (readonly number[])[];
  /** Those that others see: without a member's development dependencies. */
  seen: readonly (readonly number[])[];
  /** The packages as others see them. */
  trimmed: readonly CargoLockedPackage[];
  /** The folder of each package that is a crate of the workspace. */
  folders: readonly (string | undefined)[];
}

/** Prepares a lock for slicing. The manifests say which edges of a member are for development only. */
export function createCargoSlicer(lock: CargoLock, projects: Pick<CargoProjects, 'crates'>): CargoSlicer {
  const graph = graphOf(lock, projects.crates);
  const positions = new Map(graph.folders.flatMap((folder, i) => (folder === undefined ? [] : [[folder, i] as const])));
  // A mark a slice, so that nothing has to be cleared between slices.
  const marks = new Int32Array(graph.packages.length);
  let mark = 0;
  return {
    find: (crateRoot) => graph.packages[positions.get(crateRoot) ?? -1],
    slice: (crateRoot) => {
      const root = positions.get(crateRoot);
      if (root !== undefined) markClosure(graph, root, marks, ++mark);
      return sliceOf(lock, graph, root, (i) => root === undefined || marks[i] === mark);
    },
    direct: (crateRoot) => {
      const root = positions.get(crateRoot);
      const targets = root === undefined ? [] : [...new Set(graph.all[root])].sort((a, b) => a - b);
      return targets.flatMap((i) => withSource(graph.packages[i]));
    },
    local: (crateRoot) => {
      const root = positions.get(crateRoot);
      return root === undefined ? [] : localOf(graph, root, marks, ++mark);
    },
  };
}

const withSource = (entry: CargoLockedPackage | undefined): CargoLockedPackage[] =>
  entry?.source === undefined ? [] : [entry];

const keyOf = ({ name, version, source = '' }: CargoLockedDependency): string => `${name}\n${version}\n${source}`;

function graphOf(lock: CargoLock, crates: readonly CargoCrate[]): Graph {
  const packages = [...lock.packages].sort(
    (a, b) =>
      compareText(a.name, b.name) || compareText(a.version, b.version) || compareText(a.source ?? '', b.source ?? ''),
  );
  const places = new Map(packages.map((entry, i) => [keyOf(entry), i]));
  const positionsOf = (edges: readonly CargoLockedDependency[]): number[] =>
    edges.flatMap((edge) => places.get(keyOf(edge)) ?? []);
  const owners = lockOwners(packages, crates, folderOf(lock.file));
  const trimmed = packages.map((entry, i) => {
    const owner = owners[i];
    const kept = owner ? entry.dependencies.filter(createDevFilter(owner, entry)) : entry.dependencies;
    return kept.length === entry.dependencies.length ? entry : { ...entry, dependencies: kept };
  });
  return {
    packages,
    all: packages.map(({ dependencies }) => positionsOf(dependencies)),
    seen: trimmed.map(({ dependencies }) => positionsOf(dependencies)),
    trimmed,
    folders: owners.map((owner) => owner?.root),
  };
}

/** The root sees all of its edges, any other package only those that are not for its development. */
function markClosure({ all, seen }: Graph, root: number, marks: Int32Array, mark: number): void {
  const stack = [root];
  marks[root] = mark;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const to of (at === root ? all : seen)[at] ?? []) {
      if (marks[to] === mark) continue;
      marks[to] = mark;
      stack.push(to);
    }
  }
}

function localOf({ all, folders }: Graph, root: number, marks: Int32Array, mark: number): string[] {
  const found: string[] = [];
  const stack = [root];
  marks[root] = mark;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const to of all[at] ?? []) {
      if (marks[to] === mark) continue;
      marks[to] = mark;
      const folder = folders[to];
      if (folder === undefined) stack.push(to);
      else found.push(folder);
    }
  }
  return found.sort(compareText);
}

function sliceOf(
  { file, problems }: CargoLock,
  { packages, trimmed }: Graph,
  root: number | undefined,
  holds: (position: number) => boolean,
): CargoLockSlice {
  const name = root === undefined ? undefined : packages[root]?.name;
  return {
    schema: 1,
    kind: 'cargo',
    file,
    ...(name !== undefined && { root: name }),
    packages: (root === undefined ? packages : trimmed).flatMap((entry, i) =>
      holds(i) ? [(i === root && packages[i]) || entry] : [],
    ),
    ...(problems?.length && { problems }),
  };
}
