import path from 'node:path';
import { type FileChange, writeFileAtomic } from '@hone/core/edits';
import { firstError } from '@hone/core/scratch';
import { readUtf8 } from '../read-manifests.js';
import { undoRemoval } from './apply-removal.js';
import { type RelockContext, lockOf, locksOf, relock } from './lock-tools.js';

/** What came of the locks of a run: a sentence about each, and the changes that had to be taken back. */
export interface RelockedAll {
  /** By lock file. */
  notes: Map<string, string>;
  /** Files whose change was taken back, because their tool refused it. */
  undone: ReadonlySet<string>;
}

/**
 * Brings every lock file that rules a changed manifest up to date, each once. Where its tool refuses, the manifests that
 * it rules are put back with it: a manifest that nothing can be installed from helps nobody.
 */
export async function relockAll(written: readonly FileChange[], context: RelockContext): Promise<RelockedAll> {
  const { workspaceRoot } = context;
  const notes = new Map<string, string>();
  const undone = new Set<string>();
  for (const lock of locksOf(
    workspaceRoot,
    written.map(({ path: file }) => file),
  )) {
    const target = path.join(workspaceRoot, lock);
    const before = readUtf8(target);
    const putBack = async (): Promise<void> => {
      if (before !== undefined && readUtf8(target) !== before) await writeFileAtomic(target, before);
    };
    try {
      const { status, note, output = '' } = await relock(lock, context);
      notes.set(lock, status === 'failed' ? `${lock}: ${note} ${firstError(output, [workspaceRoot])}` : note);
      if (status !== 'failed') continue;
      await putBack();
      const ruled = written.filter(({ path: file }) => lockOf(workspaceRoot, file) === lock);
      undoRemoval(workspaceRoot, ruled);
      for (const { path: file } of ruled) undone.add(file);
    } catch (error) {
      await putBack();
      throw error;
    }
  }
  return { notes, undone };
}
