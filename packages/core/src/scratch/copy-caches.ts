import { constants, existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, statfs, utimes } from 'node:fs/promises';
import path from 'node:path';

/** Folders in which tools keep what makes them quicker, beside a file that tells of the tool. */
const CACHES: readonly { beside: readonly string[]; folder: string; isCache: string; without: readonly string[] }[] = [
  // What was built of dependencies is taken as it is; the crates of the workspace are built again, since they lie elsewhere.
  { beside: ['Cargo.toml'], folder: 'target', isCache: 'CACHEDIR.TAG', without: ['incremental', 'doc', 'package'] },
  // By content, so that it does not matter where the files lie.
  { beside: ['pyproject.toml', 'mypy.ini', 'setup.cfg'], folder: '.mypy_cache', isCache: 'CACHEDIR.TAG', without: [] },
];

const GiB = 1024 ** 3;

/**
 * Gives a scratch copy what tools have kept in the workspace, so that the first run in the copy does not build every
 * dependency again. Times stay the same: cargo goes by them. Copies, no links: tools write into these files.
 *
 * @param from absolute path of the workspace
 * @param to absolute path of the copy
 * @param files what was copied, relative
 * @param limit bytes of one cache; a larger one is left out, and one for which there is not twice the room
 * @returns the folders, relative to the workspace root
 */
export async function copyCaches(
  from: string,
  to: string,
  files: readonly string[],
  signal: AbortSignal,
  limit = 4 * GiB,
): Promise<string[]> {
  const copied: string[] = [];
  for (const folder of cachesOf(from, files)) {
    if (existsSync(path.join(to, folder))) continue;
    const entries = await list(path.join(from, folder), new Set(withoutOf(folder)));
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (size > limit || size * 2 > (await roomOf(to))) continue;
    await copyAll(entries, path.join(from, folder), path.join(to, folder), signal);
    copied.push(folder);
  }
  return copied;
}

function cachesOf(from: string, files: readonly string[]): string[] {
  const found = new Set<string>();
  for (const file of files) {
    const [folder, name] = [path.posix.dirname(file), path.posix.basename(file)];
    for (const cache of CACHES) {
      if (!cache.beside.includes(name)) continue;
      const place = path.posix.join(folder, cache.folder);
      if (existsSync(path.join(from, place, cache.isCache))) found.add(place);
    }
  }
  return [...found];
}

function withoutOf(folder: string): readonly string[] {
  return CACHES.find((cache) => cache.folder === path.posix.basename(folder))?.without ?? [];
}

interface Entry {
  name: string;
  size: number;
  atime: Date;
  mtime: Date;
}

/** The files below a folder; what goes away meanwhile is left out, and so are links. */
async function list(root: string, without: ReadonlySet<string>, folder = '.'): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!without.has(entry.name)) found.push(...(await list(root, without, name)));
      continue;
    }
    const stats = entry.isFile() ? await lstat(path.join(root, name)).catch(() => undefined) : undefined;
    if (stats) found.push({ name, size: stats.size, atime: stats.atime, mtime: stats.mtime });
  }
  return found;
}

async function copyAll(entries: readonly Entry[], from: string, to: string, signal: AbortSignal): Promise<void> {
  for (const folder of new Set(entries.map(({ name }) => path.dirname(name)))) {
    await mkdir(path.join(to, folder), { recursive: true });
  }
  const queue = entries.values();
  const worker = async (): Promise<void> => {
    for (const { name, atime, mtime } of queue) {
      signal.throwIfAborted();
      const target = path.join(to, name);
      // A tool that runs meanwhile takes files away: then there is a little less.
      const isThere = await copyFile(path.join(from, name), target, constants.COPYFILE_FICLONE).then(
        () => true,
        () => false,
      );
      if (isThere) await utimes(target, atime, mtime);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

async function roomOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
