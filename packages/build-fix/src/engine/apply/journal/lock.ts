import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HoneError } from '@hone/core/diagnostics';

/** For how long another process may write: a write takes no longer than its files do. */
const PATIENCE_MS = 30_000;

/**
 * Does something while no other process of this workspace does. The lock of a process that is no more counts as free.
 *
 * @throws HoneError when another holds it for long
 */
export async function withLock<T>(stateFolder: string, work: () => T): Promise<T> {
  const lock = path.join(stateFolder, 'apply.lock');
  fs.mkdirSync(stateFolder, { recursive: true });
  const until = Date.now() + PATIENCE_MS;
  while (!take(lock)) {
    if (Date.now() > until) {
      throw new HoneError('Another build-fix has been writing to this workspace for a long time.', {
        hint: `Wait for it, or end process ${ownerOf(lock) ?? '?'} and try again.`,
      });
    }
    await wait(50);
  }
  try {
    return work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(lock);
  if (owner === undefined || isAlive(owner)) return false;
  // Taken away under another name first: of two that find it abandoned, one gets it.
  const aside = `${lock}.${process.pid}`;
  try {
    fs.renameSync(lock, aside);
    fs.rmSync(aside, { force: true });
  } catch {
    // The other one was quicker.
  }
  return false;
}

/** The process that holds a lock; undefined while it writes its number, or when the lock is gone. */
function ownerOf(lock: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
