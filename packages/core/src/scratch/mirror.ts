import fs from 'node:fs';
import path from 'node:path';
import { createWalker } from '../files/index.js';
import { copyEntry, filesToCopy } from './copy-workspace.js';

/** Keeps a copy of a workspace what it was made to be. */
export interface Mirror {
  /**
   * Makes every file of the copy as it is in the workspace now, and takes away what was not there: what programs changed or
   * made in the copy, and what changed in the workspace. What git ignores stays: outputs, and what tools keep to be quicker
   * the next time. A file that has the right content is not touched, since tools go by times.
   */
  refresh(signal: AbortSignal): Promise<void>;
}

/**
 * @param from absolute path of the workspace
 * @param to absolute path of the copy, just made
 * @param files what was copied, relative
 */
export function createMirror(from: string, to: string, files: readonly string[]): Mirror {
  const own = new Set(createWalker(to).listFiles('.'));
  const known = new Map(files.map((file) => [file, signatures(from, to, file)]));
  const settle = async (file: string): Promise<void> => {
    if (known.get(file) === signatures(from, to, file)) return;
    const target = path.join(to, file);
    if (!isThere(path.join(from, file))) fs.rmSync(target, { recursive: true, force: true });
    else if (!isSame(path.join(from, file), target)) {
      fs.rmSync(target, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(target), { recursive: true });
      await copyEntry(from, to, file);
    }
    known.set(file, signatures(from, to, file));
  };
  return {
    async refresh(signal) {
      const now = await filesToCopy(from, createWalker(from), signal);
      for (const file of new Set([...known.keys(), ...now])) {
        signal.throwIfAborted();
        await settle(file);
      }
      const wanted = new Set(now);
      for (const file of createWalker(to).listFiles('.')) {
        if (!own.has(file) && !wanted.has(file)) fs.rmSync(path.join(to, file), { force: true });
      }
    },
  };
}

function signatures(from: string, to: string, file: string): string {
  return `${signature(path.join(from, file))} ${signature(path.join(to, file))}`;
}

function signature(file: string): string {
  const stats = fs.lstatSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size}/${stats.mtimeMs}/${stats.ctimeMs}` : '-';
}

function isThere(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => fs.lstatSync(file, { throwIfNoEntry: false }));
  return (
    a !== undefined && b !== undefined && a.isFile() && b.isFile() && a.size === b.size && hasSameBytes(one, other)
  );
}

function hasSameBytes(one: string, other: string): boolean {
  return fs.readFileSync(one).equals(fs.readFileSync(other));
}
