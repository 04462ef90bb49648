import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { errorMessage, HoneError } from '../diagnostics/hone-error.js';

/** How a file is written. */
export interface WriteOptions {
  /** Waits until the content is on the disk, so that it survives a crash of the machine. Default `false`. */
  fsync?: boolean;
  /** Permission bits of a new file. Default `0o666` less the process's mask; a replaced file keeps its own. */
  mode?: number;
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part: into a temporary file beside it, then a
 * rename. Missing folders are made, a replaced file keeps its permissions, a symbolic link stays and its target is
 * written. On failure the temporary file is gone and the old content is as it was.
 *
 * @param data text is written as UTF-8
 * @throws HoneError that names the file
 */
export async function writeFileAtomic(
  file: string,
  data: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  try {
    const target = followLinks(path.resolve(file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    await replaceFile(target, data, options);
  } catch (error) {
    throw new HoneError(`Cannot write ${file}: ${errorMessage(error)}`, {
      code: 'edit/write-failed',
      file,
      hint: 'Check that the folder can be written to and that the disk is not full.',
      cause: error,
    });
  }
}

/** Files are small and many: calls that block take a sixth of the time of those that wait for a thread. */
async function replaceFile(target: string, data: string | Uint8Array, options: WriteOptions): Promise<void> {
  const old = fs.statSync(target, { throwIfNoEntry: false });
  if (old?.isDirectory()) throw new Error('it is a folder');
  const mode = old ? old.mode & 0o7777 : options.mode;
  const temporary = path.join(path.dirname(target), `.${path.basename(target).slice(0, 100)}.${unique()}.tmp`);
  try {
    const descriptor = fs.openSync(temporary, 'wx', mode ?? 0o666);
    try {
      fs.writeFileSync(descriptor, data);
      // The process's mask took bits from the mode of `open`.
      if (mode !== undefined) fs.fchmodSync(descriptor, mode);
      if (options.fsync) fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    await renameWithRetry(temporary, target);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** What keeps a temporary file from going away is no news beside the failure itself. */
function removeIfThere(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // The folder is gone or may not be written to.
  }
}

const unique = (): string => `${process.pid}-${randomBytes(6).toString('hex')}`;

/** Where a chain of symbolic links ends, whether or not there is a file. */
function followLinks(file: string): string {
  let current = file;
  for (let hops = 0; hops < 40; hops++) {
    if (!fs.lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink()) return current;
    // The link is relative to the real folder it lies in.
    current = path.resolve(fs.realpathSync(path.dirname(current)), fs.readlinkSync(current));
  }
  throw new Error('it is a loop of symbolic links');
}

/** On Windows a virus scanner or an editor that has the file open makes a rename fail for a moment. */
async function renameWithRetry(from: string, to: string): Promise<void> {
  const busy = new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []);
  for (let wait = 10; ; wait *= 2) {
    try {
      return fs.renameSync(from, to);
    } catch (error) {
      if (wait > 2000 || !busy.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
