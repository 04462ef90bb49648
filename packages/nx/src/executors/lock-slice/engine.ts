import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { ManifestProblem } from '@hone/core/manifests';
import { type Engine, type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { OpenLock } from './open-lock.js';
import type { LockSliceOptions } from './schema.js';

const tool = 'lock-slice';

/** What reads a lock file, by its name; loaded when there is one. */
const readers: Readonly<Record<string, () => Promise<(workspaceRoot: string, file: string) => OpenLock>>> = {
  'uv.lock': async () => (await import('./python-lock.js')).openPythonLock,
  'poetry.lock': async () => (await import('./python-lock.js')).openPythonLock,
  'Cargo.lock': async () => (await import('./cargo-lock.js')).openCargoLock,
};

/**
 * Cuts each project's part out of its lock file, or out of each of several. A lock is read once for all its projects. A
 * broken lock is a warning and leaves a slice that says so, since its projects can be checked all the same.
 */
export const lockSliceEngine: Engine<LockSliceOptions> = {
  name: tool,
  writesReport: false,
  async *run(tasks, { workspaceRoot }) {
    const locks = new Map<string, OpenLock>();
    for (const task of tasks) yield [task.id, await slicesFor(task, workspaceRoot, locks)];
  },
};

async function slicesFor(
  task: EngineTask<LockSliceOptions>,
  workspaceRoot: string,
  locks: Map<string, OpenLock>,
): Promise<TaskOutcome> {
  const diagnostics: Diagnostic[] = [];
  const outputs: Record<string, string> = {};
  for (const { lock: file, slicePath } of wantedSlices(task.options)) {
    const lock = locks.get(file) ?? (await openLock(workspaceRoot, file));
    locks.set(file, lock);
    diagnostics.push(...lock.problems.map(diagnosticOf));
    outputs[resolveInWorkspace(slicePath, task, workspaceRoot)] = lock.slice(task.root);
  }
  return { report: { tools: [{ name: tool }], diagnostics }, outputs };
}

function wantedSlices({ lock, slicePath, slices = [] }: LockSliceOptions): { lock: string; slicePath: string }[] {
  return lock === undefined || slicePath === undefined ? slices : [{ lock, slicePath }, ...slices];
}

async function openLock(workspaceRoot: string, file: string): Promise<OpenLock> {
  const read = readers[path.posix.basename(file)];
  return read ? (await read())(workspaceRoot, file) : unknownLock(file);
}

function unknownLock(file: string): OpenLock {
  const hint = `Known are ${Object.keys(readers).join(', ')}.`;
  return { problems: [{ file, message: 'Not a lock file that is known.', hint }], slice: () => '{}\n' };
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
