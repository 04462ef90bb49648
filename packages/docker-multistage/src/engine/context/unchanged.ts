import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { toPosix } from '@hone/core/files';
import { parseContextFile } from './context-file.js';
import type { Contents } from './contents.js';
import { digestOf, modeOf, readHash, type WrittenContext } from './digest.js';
import type { ContextEntry } from './types.js';

/**
 * Says whether a context on disk is the one that is planned, so that it need not be written again: the folder has the
 * same files with the same sizes, modes and targets of links, none of them was touched after `docker-context.json` was
 * written, and the digest in there is that of the plan.
 *
 * @param folder absolute path of the context
 * @returns what was written then; undefined when it is not the same, or when that can't be told
 */
export async function findUnchanged(
  folder: string,
  entries: readonly ContextEntry[],
  workspaceRoot: string,
  contents: Contents,
): Promise<WrittenContext | undefined> {
  try {
    const file = `${folder}.json`;
    const known = parseContextFile(readFileSync(file, 'utf8'));
    if (known?.files !== entries.length) return undefined;
    if (!isOnDisk(folder, entries, workspaceRoot, statSync(file).ctimeMs)) return undefined;
    const lines = await Promise.all(entries.map((entry) => readHash(entry, contents)));
    const written = await digestOf(entries, lines, contents);
    return written.digest === known.digest ? written : undefined;
  } catch {
    // Writing it says what is wrong, where something is.
    return undefined;
  }
}

/** @param since milliseconds: when the context was known to be as it was written */
function isOnDisk(folder: string, entries: readonly ContextEntry[], workspaceRoot: string, since: number): boolean {
  const wanted = new Map(entries.map((entry) => [entry.path, entry]));
  let found = 0;
  const isSame = (prefix: string): boolean =>
    readdirSync(path.join(folder, prefix)).every((name) => {
      const at = path.posix.join(prefix, name);
      const absolute = path.join(folder, at);
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) return isSame(at);
      const entry = wanted.get(at);
      found++;
      return entry !== undefined && stats.ctimeMs <= since && isLike(absolute, stats, entry, workspaceRoot);
    });
  return isSame('.') && found === wanted.size;
}

function isLike(absolute: string, stats: Stats, { source, executable }: ContextEntry, workspaceRoot: string): boolean {
  if (source.kind === 'link') return stats.isSymbolicLink() && toPosix(readlinkSync(absolute)) === source.target;
  if (!stats.isFile() || (process.platform !== 'win32' && (stats.mode & 0o777) !== modeOf(executable))) return false;
  const size =
    source.kind === 'text' ? Buffer.byteLength(source.text) : statSync(path.join(workspaceRoot, source.file)).size;
  return stats.size === size;
}
