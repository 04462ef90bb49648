import path from 'node:path';
import { type FileChange, writeFileAtomic } from '@hone/core';
import { lockOf, relock } from './lock-tools.js';

/**
 * Writes manifests, each as a whole.
 *
 * @param workspaceRoot absolute path
 */
export async function applyRemoval(workspaceRoot: string, changes: readonly FileChange[]): Promise<void> {
  for (const { path: file, after } of changes) {
    if (after !== undefined) await writeFileAtomic(path.join(workspaceRoot, file), after);
  }
}

/** Brings every lock file that rules a changed manifest up to date, each once; one sentence about each. */
export async function relockAfter(
  workspaceRoot: string,
  changes: readonly FileChange[],
  signal: AbortSignal,
): Promise<string[]> {
  const locks = new Set(
    changes.map(({ path: file }) => lockOf(workspaceRoot, file)).filter((lock) => lock !== undefined),
  );
  const notes: string[] = [];
  for (const lock of locks) notes.push((await relock(workspaceRoot, lock, signal)).note);
  return notes;
}
