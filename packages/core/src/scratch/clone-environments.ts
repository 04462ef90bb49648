import type { Dirent, Stats } from 'node:fs';
import { copyFile, link, lstat, mkdir, readFile, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where tools make an environment beside a manifest. */
const names = ['.venv', 'venv'];

/** Larger files are no scripts, and no lists of paths. */
const MAX_TEXT = 64 * 1024;

/**
 * Gives a scratch copy the Python environments of the workspace, which git ignores: what targets run with. Files are
 * linked where the system can, so that a program that replaces one in the copy leaves the original as it is; those that
 * name the workspace (scripts, `.pth` files of projects that are installed in place) name the copy instead.
 *
 * @param from absolute path of the workspace
 * @param to absolute path of the copy
 * @param folders relative to the workspace root, in which environments may lie: the root and those of the projects
 * @returns the environments, relative to the workspace root
 */
export async function cloneEnvironments(from: string, to: string, folders: Iterable<string>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of new Set(['.', ...folders])) {
    for (const name of names) {
      const environment = path.join(folder, name);
      if (!(await statsOf(path.join(from, environment, 'pyvenv.cfg')))?.isFile()) continue;
      if (await statsOf(path.join(to, environment))) continue;
      await cloneFolder(path.join(from, environment), path.join(to, environment), { from, to });
      found.push(environment);
    }
  }
  return found;
}

interface Move {
  from: string;
  to: string;
}

async function cloneFolder(source: string, target: string, move: Move): Promise<void> {
  await mkdir(target, { recursive: true });
  const entries = await readdir(source, { withFileTypes: true });
  await Promise.all(entries.map((entry) => cloneEntry(entry, source, target, move)));
}

async function cloneEntry(entry: Dirent, sourceFolder: string, targetFolder: string, move: Move): Promise<void> {
  const [source, target] = [path.join(sourceFolder, entry.name), path.join(targetFolder, entry.name)];
  if (entry.isDirectory()) {
    // Compiled files name the sources that they were made of; they are made again.
    if (entry.name !== '__pycache__') await cloneFolder(source, target, move);
  } else if (entry.isSymbolicLink()) {
    await symlink(moved(await readlink(source), move), target);
  } else if (entry.isFile()) {
    await cloneFile(source, target, move);
  }
}

async function cloneFile(source: string, target: string, move: Move): Promise<void> {
  const stats = await lstat(source);
  if (mayNameFolders(source, stats)) {
    const text = await readFile(source, 'latin1');
    if (text.includes(move.from)) {
      await writeFile(target, text.replaceAll(move.from, move.to), { encoding: 'latin1', mode: stats.mode });
      return;
    }
  }
  await link(source, target).catch(() => copyFile(source, target));
}

/** Scripts have no ending, or that of a shell; `.pth`, `direct_url.json` and finders of projects stand in site-packages. */
function mayNameFolders(file: string, { size, mode }: Stats): boolean {
  if (size > MAX_TEXT) return false;
  return (
    (mode & 0o111) !== 0 ||
    /^(?:activate.*|pyvenv\.cfg|direct_url\.json|.*\.(?:pth|egg-link)|__editable__.*|_.*editable.*)$/i.test(
      path.basename(file),
    )
  );
}

function moved(link: string, { from, to }: Move): string {
  const inside = path.isAbsolute(link) ? path.relative(from, link) : '..';
  return inside.startsWith('..') || path.isAbsolute(inside) ? link : path.join(to, inside);
}

async function statsOf(name: string): Promise<Stats | undefined> {
  return lstat(name).catch(() => undefined);
}
