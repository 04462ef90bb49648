import path from 'node:path';
import type { CargoManifest } from '@hone/core/cargo';
import type { CargoTree } from '../shared/cargo-tree.js';
import { folderInside, isWithin, relativeTo } from '../shared/paths.js';
import { refuse } from '../shared/refuse.js';
import type { CrateOptions } from './schema.js';

/** Where a new crate goes. Folders are relative to the Nx workspace root with forward slashes. */
export interface Place {
  root: string;
  /** Folder of the Cargo workspace. */
  workspace: string;
  /** Its manifest, where it is a Cargo workspace already. */
  manifest?: CargoManifest;
}

/** Decides where a crate goes. @throws HoneError when it can't go there */
export function findPlace({ manifests }: CargoTree, options: CrateOptions): Place {
  const workspaces = manifests.filter(({ workspace }) => workspace);
  const workspace = chooseWorkspace(workspaces.map(folderOf), options);
  const manifest = workspaces.find((one) => folderOf(one) === workspace);
  const root =
    options.directory === undefined
      ? path.posix.join(workspace, usualFolder(manifest), options.name)
      : folderInside(options.directory);
  if (root === workspace || !isWithin(root, workspace)) {
    refuse(
      `The crate's folder ${root} does not lie in the Cargo workspace at ${workspace}.`,
      'Choose another with `--directory`, or name the Cargo workspace with `--workspace`.',
    );
  }
  return { root, workspace, ...(manifest && { manifest }) };
}

export function folderOf({ file }: CargoManifest): string {
  return path.posix.dirname(file);
}

function chooseWorkspace(folders: readonly string[], { workspace, directory }: CrateOptions): string {
  if (workspace !== undefined) return folderInside(workspace);
  if (directory !== undefined) {
    const above = folders.filter((folder) => isWithin(folderInside(directory), folder));
    return above.sort((a, b) => b.length - a.length).find((folder) => folder !== '.') ?? '.';
  }
  if (folders.includes('.') || folders.length === 0) return '.';
  const [only, ...more] = folders;
  return more.length === 0 && only !== undefined
    ? only
    : refuse(`There are several Cargo workspaces: ${folders.join(', ')}.`, 'Name one with `--workspace`.');
}

/** The folder that the crates of a Cargo workspace are in: that of its first `x/*`, or `crates`. */
function usualFolder(manifest: CargoManifest | undefined): string {
  const globs = manifest?.workspace?.members.map(({ pattern }) => path.posix.normalize(pattern)) ?? [];
  const glob = globs.find((pattern) => /^[^*?[]+\/\*$/.test(pattern));
  if (glob !== undefined) return glob.slice(0, -2);
  // Where each crate is listed by itself, beside the others.
  const parents = new Set(
    globs.filter((pattern) => !/[*?[]/.test(pattern)).map((pattern) => path.posix.dirname(pattern)),
  );
  const [parent] = parents;
  return parents.size === 1 && parent !== undefined ? parent : 'crates';
}

/** Checks that nothing stands where the crate goes. @throws HoneError */
export function checkPlace(
  { root, workspace, manifest }: Place,
  { projects }: CargoTree,
  name: string,
  children: readonly string[],
): void {
  const twin = projects.crates.find((crate) => crate.package.name === name && crate.workspace === workspace);
  if (twin) {
    refuse(`The Cargo workspace has a crate \`${name}\` already, at ${twin.root}.`, 'Choose another name.');
  }
  if (children.length > 0) {
    refuse(`The folder ${root} is not empty: it holds ${children[0]!}.`, 'Choose another with `--directory`.');
  }
  const excluded = manifest?.workspace?.exclude.find((folder) =>
    isWithin(relativeTo(workspace, root), path.posix.normalize(folder)),
  );
  if (excluded !== undefined) {
    refuse(
      `The Cargo workspace at ${workspace} excludes ${excluded}, where the crate would go.`,
      'Choose another folder with `--directory`.',
    );
  }
  const inside = projects.crates.find(
    (crate) => crate.root !== '.' && crate.root !== workspace && isWithin(root, crate.root),
  );
  if (inside) {
    refuse(`The folder ${root} lies inside the crate ${inside.root}.`, 'Choose another with `--directory`.');
  }
}
