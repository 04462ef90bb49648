import type { Tree } from '@nx/devkit';
import { editToml, type TomlChange } from '@hone/core/manifests';

/** The text of a file of the tree; undefined when there is none. */
export const readText = (tree: Tree, file: string): string | undefined => tree.read(file, 'utf-8') ?? undefined;

/** Changes a TOML file of the tree. Gives whether anything changed. */
export function changeToml(tree: Tree, file: string, changes: readonly TomlChange[]): boolean {
  const before = readText(tree, file) ?? '';
  return writeChanged(tree, file, before, editToml(before, changes, file));
}

/** Writes a file of the tree when its text is another one now. Gives whether it is. */
export function writeChanged(tree: Tree, file: string, before: string, after: string): boolean {
  if (after === before) return false;
  tree.write(file, after);
  return true;
}
