import fs from 'node:fs';
import path from 'node:path';
import type { Tree } from '@nx/devkit';
import type { IgnoreFile } from '../../engine/lint/config/ignore-file.js';
import type { ProjectFiles } from '../../engine/optimize/pass.js';

/** Made by tools, and in no clean checkout. */
const NOT_IN_A_CHECKOUT = new Set([
  '.git',
  'node_modules',
  '.venv',
  '__pycache__',
  '.nx',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
]);

/**
 * The files of a build context as a clean checkout has them, with what the generators before changed. Links are left out.
 *
 * @param context relative to the workspace root
 */
export function contextFiles(tree: Tree, context: string, ignoreFile: IgnoreFile | undefined): ProjectFiles {
  const paths = new Set<string>();
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const name of tree.children(path.posix.join(context, folder))) {
      const inside = folder === '' ? name : `${folder}/${name}`;
      const file = path.posix.join(context, inside);
      if (NOT_IN_A_CHECKOUT.has(name) || isLink(path.join(tree.root, file))) continue;
      if (!tree.isFile(file)) {
        // The output folder of cargo; a folder of that name can be a project's own too.
        if (!(ignoreFile?.ignores(inside) && !ignoreFile.hasExceptions) && !isCargoOutput(tree, file))
          open.push(inside);
      } else if (!ignoreFile?.ignores(inside)) {
        paths.add(inside);
      }
    }
  }
  return {
    paths,
    read: (name) => (paths.has(name) ? (tree.read(path.posix.join(context, name), 'utf8') ?? undefined) : undefined),
  };
}

function isLink(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isCargoOutput(tree: Tree, folder: string): boolean {
  return folder.endsWith('/target') && tree.exists(`${folder}/CACHEDIR.TAG`);
}

/**
 * Writes the files of a build context into an empty folder.
 *
 * @param folder absolute path
 */
export function writeContext(tree: Tree, context: string, files: ProjectFiles, folder: string): void {
  for (const name of files.paths) {
    const target = path.join(folder, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const source = path.join(tree.root, context, name);
    const mode = fs.statSync(source, { throwIfNoEntry: false })?.mode;
    fs.writeFileSync(target, tree.read(path.posix.join(context, name)) ?? '', mode === undefined ? {} : { mode });
  }
}
