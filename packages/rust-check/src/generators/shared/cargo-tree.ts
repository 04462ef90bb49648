import { globAsync, type Tree } from '@nx/devkit';
import { assembleCargoProjects, type CargoManifest, type CargoProjects, parseCargoManifest } from '@hone/core/cargo';

/** The crates of a tree, as written and put together. */
export interface CargoTree {
  manifests: CargoManifest[];
  projects: CargoProjects;
}

/** Reads every `Cargo.toml` of a tree that git does not ignore, what generators changed included. */
export async function readCargoTree(tree: Tree): Promise<CargoTree> {
  const files = (await globAsync(tree, ['**/Cargo.toml'])).sort();
  const manifests = files.map((file) => parseCargoManifest(tree.read(file, 'utf8') ?? '', file));
  const names = (folder: string): string[] => (folder.startsWith('..') ? [] : tree.children(folder));
  return { manifests, projects: assembleCargoProjects(manifests, { names }) };
}
