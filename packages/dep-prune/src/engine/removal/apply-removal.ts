import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, renderError } from '@hone/core/diagnostics';
import { type FileChange, writeFileAtomic } from '@hone/core/edits';
import { readUtf8 } from '../read-manifests.js';
import { findingOf } from '../report/finding-rules.js';

/** Which changes were made, and why others were not. */
export interface Applied {
  written: FileChange[];
  left: Diagnostic[];
}

/**
 * Writes files, each as a whole. One that has changed since it was read, or that may not be written, is left as it is.
 *
 * @param workspaceRoot absolute path
 */
export async function applyRemoval(workspaceRoot: string, changes: readonly FileChange[]): Promise<Applied> {
  const applied: Applied = { written: [], left: [] };
  for (const change of changes) {
    const problem = await write(workspaceRoot, change);
    if (problem) applied.left.push(findingOf('not-edited', problem, { file: change.path }));
    else applied.written.push(change);
  }
  return applied;
}

/**
 * Puts back what was written, where nobody has changed it since. At once, without waiting for anything: Nx ends the process
 * of a task that was stopped as soon as that says so.
 */
export function undoRemoval(workspaceRoot: string, written: readonly FileChange[]): void {
  for (const { path: file, before, after } of written) {
    const target = path.join(workspaceRoot, file);
    if (before !== undefined && readUtf8(target) === after) writeFileSync(target, before);
  }
}

type Problem = Parameters<typeof findingOf>[1];

async function write(workspaceRoot: string, { path: file, before, after }: FileChange): Promise<Problem | undefined> {
  const target = path.join(workspaceRoot, file);
  if (after === undefined) return undefined;
  if (readUtf8(target) !== before) {
    return {
      message: 'It was changed by something else since it was read, and is left as it is.',
      hint: 'Run the task again.',
    };
  }
  // A rename would replace it all the same: the folder's permission counts for that.
  if ((statSync(target).mode & 0o222) === 0) {
    return { message: 'It is read-only, and is left as it is.', hint: 'Make it writable, or edit it yourself.' };
  }
  try {
    await writeFileAtomic(target, after);
    return undefined;
  } catch (error) {
    return { message: `It could not be written. ${renderError(error)}`, hint: 'It is as it was.' };
  }
}
