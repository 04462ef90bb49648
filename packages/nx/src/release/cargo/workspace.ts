import { assembleCargoProjects, type CargoProjects, parseCargoManifest } from '@hone/core/cargo';
import { globAsync, type Tree } from '@nx/devkit';
import { readText } from '../shared/tree-text.js';

const known = new WeakMap<Tree, Promise<CargoProjects>>();

/** The Cargo workspaces and crates of a tree as they were before the release; read once for each tree. */
export function readCargoTree(tree: Tree): Promise<CargoProjects> {
  let projects = known.get(tree);
  if (!projects) known.set(tree, (projects = read(tree)));
  return projects;
}

async function read(tree: Tree): Promise<CargoProjects> {
  const files = await globAsync(tree, ['**/Cargo.toml']);
  const manifests = files.map((file) => parseCargoManifest(readText(tree, file) ?? '', file));
  return assembleCargoProjects(manifests, { names: (folder) => tree.children(folder) });
}
