import path from 'node:path';
import { type LockSlice, type LockSlicer, createSlicer, readPythonLock, renderLockSlice } from '@hone/core/locks';
import { type ManifestProblem, readPythonProject } from '@hone/core/manifests';
import type { Diagnostic } from '@hone/core';
import { type Engine, type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { LockSliceOptions } from './schema.js';

const tool = 'lock-slice';

/** A slice, and what was wrong with the lock that it was cut from: those who read the slice report it. */
export interface WrittenSlice extends LockSlice {
  problems?: ManifestProblem[];
}

/**
 * Cuts each project's part out of its lock file. A lock is read once for all its projects. A broken lock is a warning
 * and leaves a slice that says so, since its projects can be checked all the same.
 */
export const lockSliceEngine: Engine<LockSliceOptions> = {
  name: tool,
  writesReport: false,
  async *run(tasks, { workspaceRoot }) {
    const locks = new Map<string, OpenLock>();
    for (const task of tasks) yield [task.id, sliceFor(task, workspaceRoot, locks)];
  },
};

interface OpenLock {
  slicer: LockSlicer;
  problems: ManifestProblem[];
}

function sliceFor(
  task: EngineTask<LockSliceOptions>,
  workspaceRoot: string,
  locks: Map<string, OpenLock>,
): TaskOutcome {
  const { lock: file, slicePath } = task.options;
  const { slicer, problems } = openLock(workspaceRoot, file, locks);
  const name = readPythonProject(workspaceRoot, task.root)?.name;
  const slice: WrittenSlice = {
    ...slicer.slice({ root: task.root, ...(name !== undefined && { name }) }),
    ...(problems.length > 0 && { problems }),
  };
  return {
    report: { tools: [{ name: tool }], diagnostics: problems.map(diagnosticOf) },
    outputs: { [resolveInWorkspace(slicePath, task, workspaceRoot)]: renderLockSlice(slice) },
  };
}

function openLock(workspaceRoot: string, file: string, locks: Map<string, OpenLock>): OpenLock {
  let open = locks.get(file);
  if (!open) {
    const lock = readPythonLock(workspaceRoot, path.posix.dirname(file));
    open = lock?.file === file ? { slicer: createSlicer(lock), problems: lock.problems ?? [] } : missing(file);
    locks.set(file, open);
  }
  return open;
}

/** The file went away after Nx had read the workspace. */
function missing(file: string): OpenLock {
  const kind = file.endsWith('poetry.lock') ? 'poetry' : 'uv';
  return {
    slicer: createSlicer({ kind, file, packages: [] }),
    problems: [{ file, message: 'The lock file is not there.', hint: 'Make it with `uv lock` or `poetry lock`.' }],
  };
}

function diagnosticOf({ file, line, column, message, hint }: ManifestProblem): Diagnostic {
  const start = line === undefined ? undefined : { line, column: column ?? 1 };
  return {
    tool,
    ruleId: 'lock/unreadable',
    level: 'warning',
    message,
    ...(hint !== undefined && { hint }),
    location: { file, ...(start && { region: { start, end: start } }) },
  };
}
