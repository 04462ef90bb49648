import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HoneError } from '@hone/core/diagnostics';

/** For how long another process may write: a write takes no longer than its files do. */
const PATIENCE_MS = 30_000;
/** For how long another may verify and write: with all its projects. */
const TURN_PATIENCE_MS = 3 * 60 * 60 * 1000;

/** How long a lock may lie without its owner's number. */
const NAMELESS_MS = 5000;

/**
 * Does something while no other process of this workspace does. The lock of a process that is no more counts as free.
 *
 * @throws HoneError when another holds it for long
 */
export async function withLock<T>(stateFolder: string, work: () => T): Promise<T> {
  const release = await hold(path.join(stateFolder, 'apply.lock'), { patienceMs: PATIENCE_MS });
  try {
    return work();
  } finally {
    release();
  }
}

/**
 * Waits for its turn to apply plans to a workspace: what one keeps is what the next one finds.
 *
 * @param onWait called once when another run is at it, with its process
 * @returns what ends the turn
 * @throws HoneError when the other takes hours
 */
export function takeTurn(
  stateFolder: string,
  signal: AbortSignal,
  onWait: (owner: number | undefined) => void,
): Promise<() => void> {
  return hold(path.join(stateFolder, 'run.lock'), { patienceMs: TURN_PATIENCE_MS, signal, onWait });
}

interface HoldOptions {
  patienceMs: number;
  signal?: AbortSignal;
  onWait?(owner: number | undefined): void;
}

async function hold(lock: string, { patienceMs, signal, onWait }: HoldOptions): Promise<() => void> {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  const until = Date.now() + patienceMs;
  let waits = false;
  while (!take(lock)) {
    if (Date.now() > until) {
      throw new HoneError('Another build-fix has been writing to this workspace for a long time.', {
        hint: `Wait for it, or end process ${ownerOf(lock) ?? '?'} and try again.`,
      });
    }
    if (!waits && ownerOf(lock) !== undefined) {
      waits = true;
      onWait?.(ownerOf(lock));
    }
    await wait(50, undefined, { signal });
  }
  const release = (): void => {
    process.off('exit', release);
    fs.rmSync(lock, { force: true });
  };
  // A process that has told its results does not wait for what comes after.
  process.once('exit', release);
  return release;
}

function take(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(lock);
  if (owner === undefined ? isFresh(lock) : isAlive(owner)) return false;
  // Taken away under another name first: of two that find it abandoned, one gets it.
  const aside = `${lock}.${process.pid}`;
  try {
    fs.renameSync(lock, aside);
    // Meanwhile another may have taken it over: then it is that one's.
    if (ownerOf(aside) !== owner) fs.linkSync(aside, lock);
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

/** Whether it may be that its owner is about to write its number: one that was killed just then never does. */
function isFresh(lock: string): boolean {
  const made = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined || Date.now() - made < NAMELESS_MS;
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
