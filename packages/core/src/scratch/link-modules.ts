import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Where packages of npm are installed, relative to a folder with a package.json. */
const folderName = 'node_modules';

/** What npm, pnpm and yarn write there of an installation, which they and Nx read: copied, so that none writes into the original. */
const stateFiles = new Set([
  '.package-lock.json',
  '.modules.yaml',
  '.pnpm-workspace-state.json',
  '.pnpm-workspace-state-v1.json',
  '.yarn-integrity',
  '.yarn-state.yml',
]);
/** Folders without a package's name that hold packages: programs, and pnpm's store of this workspace. */
const packageFolders = new Set(['.bin', '.pnpm']);

/**
 * Gives a copy of a workspace the installed packages of the original: a link for each package, so that one can be taken
 * away. Packages that are projects of the workspace lead to those of the copy.
 *
 * @param files what was copied, relative
 */
export async function linkModules(from: string, to: string, files: readonly string[]): Promise<void> {
  const root = await realpath(from);
  for (const manifest of files.filter((file) => path.posix.basename(file) === 'package.json')) {
    const folder = path.join(path.dirname(manifest), folderName);
    if (existsSync(path.join(from, folder))) await linkFolder(path.join(root, folder), path.join(to, folder), root, to);
  }
}

async function linkFolder(source: string, target: string, from: string, to: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [original, copy] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (stateFiles.has(entry.name)) await copyFile(original, copy);
    else if (entry.name.startsWith('@')) await linkFolder(original, copy, from, to);
    // What tools keep for themselves (`.cache`, `.vite`) is not shared.
    else if (!entry.name.startsWith('.') || packageFolders.has(entry.name)) {
      await symlink(await inCopy(original, from, to), copy, 'junction');
    }
  }
}

/** A package's place; in the copy when it is a project of the workspace. */
async function inCopy(original: string, from: string, to: string): Promise<string> {
  const real = await realpath(original).catch(() => original);
  const inside = path.relative(from, real);
  const isProject =
    !inside.startsWith('..') && !path.isAbsolute(inside) && !inside.split(path.sep).includes(folderName);
  return isProject ? path.join(to, inside) : original;
}

/**
 * Hides packages whose declarations were taken away, unless the lock still has them there for another.
 *
 * @param names packages, with the folder of the project that declared each
 * @returns what brings them back
 */
export async function hideModules(
  workspace: string,
  from: string,
  names: readonly { name: string; root: string }[],
): Promise<() => Promise<void>> {
  const locked = lockedFolders(workspace);
  const places = new Set(
    names.flatMap(({ name, root }) => [root, '.'].map((r) => path.posix.join(r, folderName, name))),
  );
  const gone = [...places].filter((place) => !locked.has(place) && existsSync(path.join(workspace, place)));
  for (const place of gone) await rm(path.join(workspace, place), { recursive: true, force: true });
  return async () => {
    for (const place of gone) {
      const target = await inCopy(path.join(from, place), await realpath(from), workspace);
      await symlink(target, path.join(workspace, place), 'junction');
    }
  };
}

/** The folders that a package-lock.json installs into; empty for other lock files. */
function lockedFolders(workspace: string): ReadonlySet<string> {
  try {
    const lock = JSON.parse(readFileSync(path.join(workspace, 'package-lock.json'), 'utf8')) as { packages?: object };
    return new Set(Object.keys(lock.packages ?? {}));
  } catch {
    return new Set();
  }
}
