import { loadFormats } from '../read/index.js';
import { createSourceFiles } from '../plan/source-files.js';
import type { LogEntry } from '../types.js';
import { readOutputs } from './read-outputs.js';
import { runTargets } from './run-targets.js';

export { defaultTargets, type TargetFacts, targetsToRun } from './default-targets.js';
export { nestedEnvironment, nestedMark } from './nested-environment.js';
export { type OutputReading, readLogs, readOutputs } from './read-outputs.js';
export { type RunRequest, type RunResult, runTargets, type TaskOutput } from './run-targets.js';
export { taskClosure, type TaskFacts } from './task-closure.js';

/** Targets of one project whose failures are wanted. */
export interface CollectRequest {
  /** Absolute path. */
  workspaceRoot: string;
  /** A scratch copy in which they run. Default: the workspace itself. */
  cwd?: string;
  project: string;
  /** The project's folder, relative to the workspace root. */
  root: string;
  /** Folders of other projects by name, whose tasks may run too. */
  roots?: ReadonlyMap<string, string>;
  targets: readonly string[];
  /** The environment of the run; see `runTargets`. */
  env?: NodeJS.ProcessEnv;
  /** Further arguments for Nx. */
  args?: readonly string[];
  signal: AbortSignal;
}

/** What failed, and what it said. */
export interface Collected {
  entries: LogEntry[];
  /** Ids of the tasks that failed. */
  failed: string[];
  /** Ids of the tasks that did not run because of those. */
  skipped: string[];
}

/** Runs targets through Nx and reads what those that fail say. */
export async function collectEntries(request: CollectRequest): Promise<Collected> {
  const { workspaceRoot, cwd = workspaceRoot, project, root, roots, targets, env, args, signal } = request;
  if (targets.length === 0) return { entries: [], failed: [], skipped: [] };
  const run = await runTargets({ workspaceRoot: cwd, projects: [project], targets, env, args, signal });
  const formats = await loadFormats(workspaceRoot);
  const entries = await readOutputs(run, {
    workspaceRoot: cwd,
    files: createSourceFiles(cwd),
    formats,
    roots: new Map([...(roots ?? []), [project, root]]),
  });
  return { entries, failed: run.failed.map(({ id }) => id), skipped: run.skipped };
}
