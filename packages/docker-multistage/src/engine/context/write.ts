import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, mkdirSync, chmodSync, openSync, rmSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import pMap from 'p-map';
import type { Contents } from './contents.js';
import { sweepLeftovers } from './leftovers.js';
import { digestOf, type EntryHash, modeOf, type WrittenContext } from './digest.js';
import type { ContextEntry } from './types.js';
import { findUnchanged } from './unchanged.js';

/** How many files are read and written at once. */
const CONCURRENCY = 16;

/**
 * Writes a context as a whole, where the one on disk is another: into a folder beside the old one, which it then replaces by two renames. On a failure the
 * old one stays. Should the process end between the renames, the old one lies beside under another name, and the next run
 * puts it back before it does anything else.
 *
 * @param folder absolute path
 * @param entries sorted by path
 * @throws HoneError that names the file
 */
export async function writeContext(
  folder: string,
  entries: readonly ContextEntry[],
  workspaceRoot: string,
  contents: Contents,
): Promise<WrittenContext> {
  const id = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const staging = path.join(path.dirname(folder), `.${path.basename(folder)}.${id}.new`);
  const aside = path.join(path.dirname(folder), `.${path.basename(folder)}.${id}.old`);
  try {
    await fs.mkdir(path.dirname(folder), { recursive: true });
    await sweepLeftovers(folder);
    const unchanged = await findUnchanged(folder, entries, workspaceRoot, contents);
    if (unchanged) return unchanged;
    const written = await fillFolder(staging, entries, contents);
    await swap(folder, staging, aside);
    return written;
  } catch (error) {
    await fs.rm(staging, { recursive: true, force: true }).catch(() => undefined);
    throw describe(error, path.relative(workspaceRoot, folder));
  }
}

async function fillFolder(
  staging: string,
  entries: readonly ContextEntry[],
  contents: Contents,
): Promise<WrittenContext> {
  makeFolders(staging, entries);
  const hashes = await pMap(entries, (entry) => writeEntry(staging, entry, contents), { concurrency: CONCURRENCY });
  return digestOf(entries, hashes, contents);
}

/** Every folder with the same permissions, whatever the mask of the process. */
function makeFolders(staging: string, entries: readonly ContextEntry[]): void {
  const folders = new Set(['.']);
  for (const { path: file } of entries) {
    for (let at = path.posix.dirname(file); !folders.has(at); at = path.posix.dirname(at)) folders.add(at);
  }
  for (const folder of [...folders].sort()) {
    const made = path.join(staging, folder);
    mkdirSync(made, { recursive: true });
    chmodSync(made, 0o755);
  }
}

async function writeEntry(
  staging: string,
  { path: at, source, executable }: ContextEntry,
  contents: Contents,
): Promise<EntryHash> {
  const target = path.join(staging, at);
  const mode = modeOf(executable);
  try {
    if (source.kind === 'link') {
      await fs.symlink(source.target, target);
      return { hash: await contents.hash(source.target), bytes: 0 };
    }
    return source.kind === 'text'
      ? writeBytes(target, Buffer.from(source.text), mode, await contents.hash(source.text))
      : await writeFileOf(target, source.file, mode, contents);
  } catch (error) {
    throw new EntryError(source.kind === 'file' ? source.file : at, error);
  }
}

async function writeFileOf(target: string, file: string, mode: number, contents: Contents): Promise<EntryHash> {
  const content = await contents.read(file);
  if (content.kind === 'bytes') return writeBytes(target, content.bytes, mode, content.hash);
  await fs.copyFile(content.file, target, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE);
  await fs.chmod(target, mode);
  // The copy is hashed, since the file may change meanwhile: the digest is that of what was written.
  return { hash: await contents.hashFile(target), bytes: (await fs.stat(target)).size };
}

function writeBytes(target: string, data: Uint8Array, mode: number, hash: string): EntryHash {
  // `wx`: two names that are one on this disk must not become one file in silence. A small file is written several times
  // faster without a promise for each step.
  const handle = openSync(target, 'wx', mode);
  try {
    writeFileSync(handle, data);
    fchmodSync(handle, mode);
  } finally {
    closeSync(handle);
  }
  return { hash, bytes: data.length };
}

async function swap(folder: string, staging: string, aside: string): Promise<void> {
  const had = await fs.rename(folder, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await fs.rename(staging, folder);
  } catch (error) {
    if (had) await fs.rename(aside, folder);
    throw error;
  }
  removeFolder(aside);
}

/** What can't be removed now is swept by a later run. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is not the context any more.
  }
}

/** Which file it was that failed. */
class EntryError extends Error {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
  ) {
    super(`The file ${file} could not be written.`);
  }
}

const REASONS: Readonly<Record<string, { message: string; hint: string }>> = {
  ENOSPC: { message: 'the disk is full', hint: 'Make room and run again; the former context is as it was.' },
  EDQUOT: {
    message: 'the quota of the disk is used up',
    hint: 'Make room and run again; the former context is as it was.',
  },
  EROFS: { message: 'the disk is read-only', hint: 'Make dist/hone writable.' },
  ENOENT: { message: 'the file went away meanwhile', hint: 'Run again when nothing changes the workspace.' },
  EACCES: { message: 'permission is denied', hint: 'Give the user of this command access to it.' },
  EEXIST: {
    message: 'another file has the same name on this disk',
    hint: 'Two names differ in their case alone: rename one.',
  },
  EISDIR: { message: 'it is a folder', hint: 'Run again when nothing changes the workspace.' },
};

function describe(error: unknown, folder: string): HoneError {
  const { file, cause } = error instanceof EntryError ? error : { file: undefined, cause: error };
  const { code, message } = cause as NodeJS.ErrnoException;
  const known = REASONS[code ?? ''];
  const what = file === undefined ? `Cannot write the context ${folder}` : `Cannot bring ${file} into the context`;
  return new HoneError(`${what}: ${known?.message ?? code ?? message}.`, {
    code: 'context/write-failed',
    ...(file !== undefined && { file }),
    hint: known?.hint ?? 'The former context is as it was.',
    cause,
  });
}
