import path from 'node:path';
import { type LockSlicer, type PythonLock, createSlicer, readPythonLock, renderLockSlice } from '@hone/core/locks';
import { type ManifestProblem, readPythonProject } from '@hone/core/manifests';
import type { Diagnostic } from '@hone/core';
import { type Engine, type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { LockSliceOptions } from './schema.js';

const tool = 'lock-slice';

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
  const slice = slicer.slice({ root: task.root, ...(name !== undefined && { name }) });
  return {
    report: { tools: [{ name: tool }], diagnostics: problems.map(diagnosticOf) },
    outputs: { [resolveInWorkspace(slicePath, task, workspaceRoot)]: renderLockSlice(slice) },
  };
}

function openLock(workspaceRoot: string, file: string, locks: Map<string, OpenLock>): OpenLock {
  let open = locks.get(file);
  if (!open) {
    const read = readPythonLock(workspaceRoot, path.posix.dirname(file));
    const lock = read?.file === file ? read : missingLock(file);
    locks.set(file, (open = { slicer: createSlicer(lock), problems: lock.problems ?? [] }));
  }
  return open;
}

/** The file went away after Nx had read the workspace. */
function missingLock(file: string): PythonLock {
  const kind = file.endsWith('poetry.lock') ? 'poetry' : 'uv';
  const hint = 'Make it with `uv lock` or `poetry lock`.';
  return { kind, file, packages: [], problems: [{ file, message: 'The lock file is not there.', hint }] };
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
