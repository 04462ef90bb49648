import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { errorMessage, HoneError } from '@hone/core/diagnostics';

/**
 * Gives work two names beside a file: one to collect what it needs, one to write to. When the work succeeds, what it
 * wrote takes the file's place at once; whatever happens, both are gone afterwards.
 *
 * @param file absolute path; its folder is made
 * @param shown what to call it in messages
 */
export async function replaceByWork<T>(
  file: string,
  shown: string,
  work: (written: string, scratch: string) => Promise<T>,
): Promise<T> {
  const hidden = path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.${unique()}`);
  const written = `${hidden}.tmp`;
  const scratch = `${hidden}.scratch`;
  try {
    await fs.mkdir(path.dirname(file), { recursive: true });
    const result = await work(written, scratch);
    await renameWithRetry(written, file);
    return result;
  } catch (error) {
    throw isDiskError(error)
      ? new HoneError(`Cannot write ${shown}: ${errorMessage(error)}`, {
          code: 'oci/write-failed',
          file: shown,
          hint: 'Check that the folder can be written to and that the disk has room for twice the size of the image.',
          cause: error,
        })
      : error;
  } finally {
    await Promise.all([written, scratch].map((name) => fs.rm(name, { force: true }).catch(() => undefined)));
  }
}

const unique = (): string => `${process.pid}-${randomBytes(6).toString('hex')}`;

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EFBIG', 'EEXIST']);

function isDiskError(error: unknown): boolean {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return DISK_CODES.has(code ?? '') && syscall !== 'connect';
}

/** On Windows a virus scanner that has the file open makes a rename fail for a moment. */
async function renameWithRetry(from: string, to: string): Promise<void> {
  const busy = new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []);
  for (let wait = 10; ; wait *= 2) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      if (wait > 2000 || !busy.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
