import { compareText } from '../manifests/names.js';
import { folderOf } from '../manifests/paths.js';
import type { CrateFactsReader } from './crate-facts.js';
import { lockOwners } from './lock-owners.js';
import { resolveLock } from './resolve-lock.js';
import type {
  CargoCrate,
  CargoDependency,
  CargoLock,
  CargoLockedPackage,
  CargoProjects,
  CargoWorkspace,
} from './types.js';

/** What {@link cutCargoWorkspace} starts from. */
export interface CargoCutRequest {
  projects: Pick<CargoProjects, 'crates'>;
  workspace: CargoWorkspace;
  lock?: CargoLock | undefined;
  /** Folders of the crates that are built: all of their dependencies count, those for development too. */
  wanted: readonly string[];
  /** Folders of further crates whose development dependencies can't be left out. */
  withDev?: ReadonlySet<string>;
  facts: CrateFactsReader;
}

/** The part of a Cargo workspace that some of its crates need. Folders are relative to the Nx workspace root, sorted. */
export interface CargoCut {
  /** Of this workspace. */
  members: string[];
  /** All crates of this disk that are needed: members, crates outside of the workspace, and what a `[patch]` leads to. */
  folders: string[];
  /** Members whose development dependencies are left out. */
  withoutDev: string[];
  /** What stays of the lock; absent without a lock. */
  packages?: CargoLockedPackage[];
  /** Packages of which no features are known, so that more of the lock may have been kept than cargo would. */
  unknown: CargoLockedPackage[];
  /** Members that the lock does not know, and their dependencies that it does not have. */
  missing: { crate: CargoCrate; dependency?: CargoDependency }[];
}

/** Finds out which crates and which part of the lock some crates of a Cargo workspace need. Pure but for `facts`. */
export function cutCargoWorkspace(request: CargoCutRequest): CargoCut {
  const { projects, workspace, lock, wanted, withDev = new Set<string>() } = request;
  const crates = new Map(projects.crates.map((crate) => [crate.root, crate]));
  const keepsDev = new Set([...wanted, ...withDev]);
  const owners = lock ? lockOwners(lock.packages, cratesOf(workspace, crates), folderOf(lock.file)) : [];
  const ownerOf = new Map(lock?.packages.map((entry, i) => [entry, owners[i]]));
  const isMember = ({ root }: CargoCrate): boolean => workspace.members.includes(root);
  const needed = new Set<string>(wanted);
  for (;;) {
    addPathDependencies(needed, crates, (crate) => isMember(crate) && keepsDev.has(crate.root));
    const members = [...needed].filter((folder) => workspace.members.includes(folder)).sort(compareText);
    const resolved = lock && resolveMembers(request, lock, ownerOf, new Set(members), keepsDev);
    const before = needed.size;
    // What a patch puts below a package of a registry is only seen in the lock.
    for (const entry of resolved?.reached ?? []) {
      const folder = ownerOf.get(entry)?.root;
      if (folder !== undefined) needed.add(folder);
    }
    if (needed.size > before) continue;
    return {
      members,
      folders: [...needed].sort(compareText),
      withoutDev: members.filter((folder) => !keepsDev.has(folder)),
      ...(resolved && { packages: resolved.packages }),
      unknown: resolved?.unknown ?? [],
      missing: lock ? missingOf(members, crates, lock, ownerOf, keepsDev) : [],
    };
  }
}

/** The crates that a workspace's lock can speak of: another of the same name may lie elsewhere. */
function cratesOf({ members, patches }: CargoWorkspace, crates: ReadonlyMap<string, CargoCrate>): CargoCrate[] {
  const folders = new Set([...members, ...patches.map(({ path }) => path)]);
  addPathDependencies(folders, crates, () => true);
  return [...folders].flatMap((folder) => crates.get(folder) ?? []);
}

/** Cargo reads the manifest of every path dependency of a member, optional or not. */
function addPathDependencies(
  needed: Set<string>,
  crates: ReadonlyMap<string, CargoCrate>,
  keepsDev: (crate: CargoCrate) => boolean,
): void {
  for (const folder of needed) {
    const crate = crates.get(folder);
    for (const { kind, path } of crate?.dependencies ?? []) {
      if (path !== undefined && crates.has(path) && (kind !== 'dev' || keepsDev(crate!))) needed.add(path);
    }
  }
}

interface Resolved {
  packages: CargoLockedPackage[];
  unknown: CargoLockedPackage[];
  /** The packages that stay, as the lock has them. */
  reached: CargoLockedPackage[];
}

function resolveMembers(
  { facts }: CargoCutRequest,
  { packages }: CargoLock,
  ownerOf: ReadonlyMap<CargoLockedPackage, CargoCrate | undefined>,
  members: ReadonlySet<string>,
  keepsDev: ReadonlySet<string>,
): Resolved {
  const folderIn = (entry: CargoLockedPackage): string => ownerOf.get(entry)?.root ?? '';
  const { packages: kept, unknown } = resolveLock({
    packages,
    members: packages.filter((entry) => members.has(folderIn(entry))),
    facts: (entry) => (entry.source === undefined ? ownerOf.get(entry) : facts(entry)),
    withDev: (entry) => keepsDev.has(folderIn(entry)),
  });
  const names = new Set(kept.map(keyOf));
  return { packages: kept, unknown, reached: packages.filter((entry) => names.has(keyOf(entry))) };
}

const keyOf = ({ name, version, source = '' }: CargoLockedPackage): string => `${name}\n${version}\n${source}`;

function missingOf(
  members: readonly string[],
  crates: ReadonlyMap<string, CargoCrate>,
  { packages }: CargoLock,
  ownerOf: ReadonlyMap<CargoLockedPackage, CargoCrate | undefined>,
  keepsDev: ReadonlySet<string>,
): CargoCut['missing'] {
  const byFolder = new Map(packages.map((entry) => [ownerOf.get(entry)?.root, entry]));
  return members.flatMap((folder) => {
    const crate = crates.get(folder);
    if (!crate) return [];
    const entry = byFolder.get(folder);
    if (!entry) return [{ crate }];
    const names = new Set(entry.dependencies.map(({ name }) => name));
    return crate.dependencies
      .filter(({ name, kind }) => !names.has(name) && (kind !== 'dev' || keepsDev.has(folder)))
      .map((dependency) => ({ crate, dependency }));
  });
}
