import { posix } from 'node:path';
import { isInsideWorkspace, resolveFrom } from '../manifests/paths.js';
import { assembleCargoProjects } from './assemble.js';
import { findRoot } from './find-root.js';
import type { CargoManifest, CargoProbe } from './manifest-types.js';
import { isGlob, memberGlob, staticPrefix } from './member-globs.js';
import { nodeCargoProbe, readCargoManifest } from './read-projects.js';
import type { CargoCrate, CargoProjects, CargoWorkspace } from './types.js';

/** A crate with the Cargo workspace that it belongs to. */
export interface FoundCrate {
  crate: CargoCrate;
  workspace: CargoWorkspace;
  /** All members of that Cargo workspace, and the crates that they depend on by path or patch. */
  projects: CargoProjects;
}

/**
 * Reads one crate and its Cargo workspace, found by walking up from the crate's folder as cargo does, up to the Nx
 * workspace's root.
 *
 * @param workspaceRoot absolute path
 * @param root the crate's folder relative to the workspace root
 * @returns undefined when the folder has no `Cargo.toml` with a `[package]`
 */
export function findCrate(workspaceRoot: string, root: string): FoundCrate | undefined {
  return createCrateFinder(workspaceRoot)(root);
}

/** Like {@link findCrate} for many crates: each Cargo workspace is read once. The answers are as old as the finder. */
export function createCrateFinder(workspaceRoot: string): (root: string) => FoundCrate | undefined {
  const disk = new Disk(workspaceRoot);
  const known = new Map<string, CargoProjects>();
  const projectsOf = (start: string): CargoProjects => {
    const folders = reach(disk, start);
    return assembleCargoProjects(disk.manifests(folders), disk.probe);
  };
  return (root) => {
    if (!disk.get(root)?.package) return undefined;
    const ruler = findRoot(disk, root) ?? root;
    const projects = known.get(ruler) ?? projectsOf(ruler);
    known.set(ruler, projects);
    // One that its workspace does not list, or excludes, is not reached from there.
    return pick(projects, root) ?? pick(projectsOf(root), root);
  };
}

function pick(projects: CargoProjects, root: string): FoundCrate | undefined {
  const crate = projects.crates.find((entry) => entry.root === root);
  const workspace = crate && projects.workspaces.find((entry) => entry.root === crate.workspace);
  return workspace && { crate, workspace, projects };
}

/** Manifests by folder, read on demand and once. */
class Disk {
  readonly probe: CargoProbe;
  readonly #read = new Map<string, CargoManifest | undefined>();

  constructor(private readonly workspaceRoot: string) {
    this.probe = nodeCargoProbe(workspaceRoot);
  }

  get(folder: string): CargoManifest | undefined {
    if (!this.#read.has(folder)) {
      this.#read.set(folder, readCargoManifest(this.workspaceRoot, resolveFrom(folder, 'Cargo.toml')));
    }
    return this.#read.get(folder);
  }

  manifests(folders: Iterable<string>): CargoManifest[] {
    return [...folders].flatMap((folder) => this.get(folder) ?? []);
  }
}

/** The folders of all manifests that a workspace's root, or a lone crate, leads to, with the roots that rule those. */
function reach(disk: Disk, start: string): Set<string> {
  const folders = new Set([start]);
  for (const folder of folders) {
    const manifest = disk.get(folder);
    if (!manifest || !isInsideWorkspace(folder)) continue;
    const ruler = findRoot(disk, folder);
    if (ruler !== undefined) folders.add(ruler);
    // Another workspace's members are no part of this one.
    if (folder === start) for (const member of listed(disk, folder, manifest)) folders.add(member);
    for (const { path } of manifest.patches) folders.add(resolveFrom(folder, path));
    for (const { path, inherited, alias } of manifest.dependencies) {
      if (path !== undefined) folders.add(resolveFrom(folder, path));
      const base = inherited && ruler !== undefined ? disk.get(ruler)?.workspace?.dependencies[alias]?.path : undefined;
      if (base !== undefined && ruler !== undefined) folders.add(resolveFrom(ruler, base));
    }
  }
  return folders;
}

/** The folders that `members` of a manifest names. */
function listed({ probe }: Disk, folder: string, { workspace }: CargoManifest): string[] {
  return (workspace?.members ?? []).flatMap(({ pattern }) => {
    if (!isGlob(pattern)) return [resolveFrom(folder, pattern)];
    const prefix = staticPrefix(folder, pattern);
    const depth = pattern.includes('**') ? Infinity : resolveFrom(folder, pattern).split('/').length;
    return matching(probe, prefix, memberGlob(folder, pattern), depth);
  });
}

/** Folders that hold no member, and can hold very much. */
const SKIPPED = new Set(['.git', 'node_modules', 'target']);

function matching(probe: CargoProbe, folder: string, matches: (folder: string) => boolean, depth: number): string[] {
  const names = probe.names(folder);
  const here = names.includes('Cargo.toml') && matches(folder) ? [folder] : [];
  if (depth <= (folder === '.' ? 0 : folder.split('/').length)) return here;
  const below = names.filter((name) => !SKIPPED.has(name)).map((name) => posix.join(folder, name));
  return [...here, ...below.flatMap((child) => matching(probe, child, matches, depth))];
}
