import { constants, existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Walker } from '../files/index.js';
import { runProcess } from '../process/index.js';

/** Ignored by git in most workspaces, and needed by their targets. */
const settings = /^\.env(?:\.|$)/;

/**
 * Copies a workspace without what git ignores: no build output, no environment, no cache. Symbolic links stay links; one
 * to an absolute place in the workspace leads to the same place of the copy.
 *
 * @param from absolute path
 * @param to absolute path of an empty folder
 * @returns the files that were copied, relative with forward slashes
 */
export async function copyWorkspace(from: string, to: string, walker: Walker, signal: AbortSignal): Promise<string[]> {
  const files = [...(await filesToCopy(from, walker, signal))];
  const folders = new Set(files.map((file) => path.dirname(file)));
  for (const folder of folders) await mkdir(path.join(to, folder), { recursive: true });
  for (const folder of folders) files.push(...(await settingsIn(from, folder)));
  const queue = [...new Set(files)].values();
  const worker = async (): Promise<void> => {
    for (const file of queue) {
      signal.throwIfAborted();
      await copyEntry(from, to, file);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return files;
}

/**
 * What {@link copyWorkspace} takes besides settings: what git tracks or would track; without git, what its ignore files leave.
 *
 * @param from absolute path
 */
export async function filesToCopy(from: string, walker: Walker, signal: AbortSignal): Promise<string[]> {
  if (existsSync(path.join(from, '.git'))) {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = await runProcess({ command: 'git', args, cwd: from, signal });
    if (listed.kind === 'exited' && listed.code === 0 && !listed.truncated) {
      return listed.stdout.split('\0').filter((name) => name !== '');
    }
  }
  const links: string[] = [];
  const files = walker.listFiles('.', { onLink: (link) => links.push(link) });
  return [...files, ...links];
}

async function settingsIn(from: string, folder: string): Promise<string[]> {
  const names = await readdir(path.join(from, folder)).catch(() => []);
  return names.filter((name) => settings.test(name)).map((name) => path.posix.join(folder, name));
}

/** Copies one file or symbolic link; its folder is there. */
export async function copyEntry(from: string, to: string, file: string): Promise<void> {
  const [source, target] = [path.join(from, file), path.join(to, file)];
  const stats = await lstat(source).catch(() => undefined);
  if (stats?.isFile()) return copyFile(source, target, constants.COPYFILE_FICLONE);
  if (!stats?.isSymbolicLink()) return;
  await symlink(retarget(await readlink(source), from, to), target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Where a link leads from the copy. */
function retarget(link: string, from: string, to: string): string {
  const inside = path.isAbsolute(link) ? path.relative(from, link) : '..';
  return inside.startsWith('..') || path.isAbsolute(inside) ? link : path.join(to, inside);
}
