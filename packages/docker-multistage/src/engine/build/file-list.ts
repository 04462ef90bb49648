import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { IgnoreFile } from '../lint/config/ignore-file.js';

/** One entry of a folder that is offered to the engine, in the form of fsutil's `Stat`. */
export interface SyncEntry {
  /** Relative to the folder, with forward slashes. */
  path: string;
  /** Go's `os.FileMode`. */
  mode: number;
  size: number;
  /** Nanoseconds since the epoch. */
  modTime: number;
  /** What a symbolic link holds. */
  linkname: string;
  /** Where its content is; only regular files have one. */
  content: { file: string } | { text: string } | undefined;
}

/** Which entries are wanted. */
export interface SyncFilter {
  /** What a .dockerignore says, if it counts. */
  ignore: IgnoreFile | undefined;
  /** Paths (with `*` and the like) that alone are needed, each with what is below it; none for all. */
  only: readonly string[];
}

// Go's os.FileMode.
const FOLDER = 0x80000000;
const SYMLINK = 0x08000000;
const NANOSECONDS = 1_000_000;

/**
 * Lists a folder in the order that fsutil wants: every folder before what is in it, names of one folder by bytes.
 *
 * Owners are root, and permissions 0755 or 0644, so that a build does not depend on the umask of a checkout. The
 * time of an entry is that of its last change of any kind (ctime), not its modification time: a file that a cache, a
 * copy or a move put there keeps its old modification time, and a compiler with a cache mount (cargo, make) would take
 * it as unchanged.
 *
 * @param folder absolute path
 */
export async function listEntries(folder: string, { ignore, only }: SyncFilter): Promise<SyncEntry[]> {
  const isNeeded = await neededPaths(folder, only);
  const entries: SyncEntry[] = [];
  const visit = async (parent: string): Promise<void> => {
    const found = await readdir(path.join(folder, parent), { withFileTypes: true });
    for (const item of found.sort((a, b) => compareBytes(a.name, b.name))) {
      const name = parent === '' ? item.name : `${parent}/${item.name}`;
      const need = isNeeded(name);
      if (need === 'no') continue;
      const ignored = ignore?.ignores(name) ?? false;
      // An exception may take back what lies below a folder that is left out.
      if (ignored && !(item.isDirectory() && ignore?.hasExceptions)) continue;
      const entry = await entryOf(path.join(folder, name), name);
      if (!entry) continue;
      const at = entries.push(entry);
      if (!item.isDirectory()) continue;
      await visit(name);
      // A folder that is left out, or is only on the way to what is needed, goes along with what is in it.
      if (entries.length === at && (ignored || need === 'above')) entries.pop();
    }
  };
  await visit('');
  return entries;
}

/** Sockets, pipes and devices are none, as for the docker CLI. */
async function entryOf(file: string, name: string): Promise<SyncEntry | undefined> {
  const { ctimeMs, size, mode, ...stats } = await statOf(file);
  const base = { path: name, modTime: Math.round(ctimeMs * NANOSECONDS), size: 0, linkname: '', content: undefined };
  if (stats.isDirectory) return { ...base, mode: FOLDER + 0o755 };
  if (stats.isLink) {
    return { ...base, mode: SYMLINK + 0o777, linkname: (await readlink(file)).split(path.sep).join('/') };
  }
  if (!stats.isFile) return undefined;
  // Windows has no such bit; as the docker CLI does, every file may be executed then.
  const executable = process.platform === 'win32' || (mode & 0o111) !== 0;
  return { ...base, mode: executable ? 0o755 : 0o644, size, content: { file } };
}

async function statOf(file: string) {
  const stats = await lstat(file);
  return {
    ctimeMs: stats.ctimeMs,
    size: stats.size,
    mode: stats.mode,
    isDirectory: stats.isDirectory(),
    isLink: stats.isSymbolicLink(),
    isFile: stats.isFile(),
  };
}

type Need = 'yes' | 'above' | 'no';

/**
 * Which paths are needed, from those that the builder names. It may be more than is needed: the folder of a pattern
 * stands for the pattern, and all for a path that goes through a symbolic link.
 */
async function neededPaths(folder: string, only: readonly string[]): Promise<(name: string) => Need> {
  const roots = new Set<string>();
  for (const wanted of only) {
    const root = await plainPart(folder, wanted);
    // A name with a comma in it comes in two pieces, neither of which exists.
    if (root === '' || (root === undefined && only.length > 1)) return () => 'yes';
    roots.add(root ?? wanted);
  }
  if (roots.size === 0) return () => 'yes';
  const list = [...roots];
  return (name) => {
    if (list.some((root) => name === root || name.startsWith(`${root}/`))) return 'yes';
    return list.some((root) => root.startsWith(`${name}/`)) ? 'above' : 'no';
  };
}

/** The part of a path before the first pattern; empty where the whole folder is needed, `undefined` where nothing is there. */
async function plainPart(folder: string, wanted: string): Promise<string | undefined> {
  const parts: string[] = [];
  for (const part of path.posix.normalize(wanted.replaceAll('\\', '/')).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') return '';
    if (/[*?[]/.test(part)) break;
    parts.push(part);
    const stats = await lstat(path.join(folder, ...parts)).catch(() => undefined);
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) return '';
  }
  return parts.join('/');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A file that is on no disk. */
export function textEntry(name: string, text: string, modTime: number): SyncEntry {
  return { path: name, mode: 0o644, size: Buffer.byteLength(text), modTime, linkname: '', content: { text } };
}
