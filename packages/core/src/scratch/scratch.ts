import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A temporary folder with a copy of the workspace; nothing in it reaches the workspace itself. */
export interface Scratch {
  /** Absolute path of the copy. */
  workspace: string;
  /** Absolute paths of Nx's cache and data of the copy: no result comes from the user's cache, and none goes there. */
  nxCache: string;
  nxData: string;
  /** Deletes it all. */
  remove(): Promise<void>;
}

/**
 * Makes the folders of a scratch copy where the system keeps temporary files. They are deleted by `remove`, or when this
 * process ends; what a process left that was killed is deleted by the next one.
 *
 * @param tool whose copy it is, for the folder's name: `dep-prune`
 * @param temporary absolute path of another place for it
 */
export function createScratch(tool: string, temporary: string = os.tmpdir()): Scratch {
  removeAbandoned(tool, temporary);
  const prefix = prefixOf(tool);
  const folder = mkdtempSync(path.join(temporary, `${prefix}${process.pid}-`));
  const [workspace, nxCache, nxData] = ['workspace', 'nx-cache', 'nx-data'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [workspace, nxCache, nxData]) mkdirSync(each);
  const onExit = (): void => removeNow(folder);
  process.once('exit', onExit);
  return {
    workspace,
    nxCache,
    nxData,
    async remove() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
      process.off('exit', onExit);
    },
  };
}

const prefixOf = (tool: string): string => `hone-${tool}-`;

/** Deletes a tool's copies of processes that are no more. */
export function removeAbandoned(tool: string, temporary: string): void {
  const prefix = prefixOf(tool);
  for (const name of namesIn(temporary)) {
    const pid = name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0]) : NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) removeNow(path.join(temporary, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeNow(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A file that another process still writes; the next run tries again.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
