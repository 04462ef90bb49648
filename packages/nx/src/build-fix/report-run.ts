import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PostTasksExecutionContext } from '@nx/devkit';
import { workerLog } from '../graph/nx-internals.js';
import { type HoneOptions, resolveOptions } from '../graph/options.js';

type TaskResult = PostTasksExecutionContext['taskResults'][string];

/** `@hone/build-fix/failures`, as far as it is used here: this package does not depend on it. */
interface Failures {
  keepFailures(run: {
    workspaceRoot: string;
    startedAt: number;
    planTarget: string | undefined;
    tasks: {
      id: string;
      project: string;
      target: string;
      root: string;
      outcome: 'passed' | 'failed' | 'skipped';
      output: string | undefined;
    }[];
  }): Promise<string | undefined>;
}

/** Set by build-fix while it runs targets: their failures are its own to read. */
const nestedMark = 'HONE_BUILD_FIX_RUNS';

/** Has the failures of a run kept where build-fix is installed, and prints its line on them. */
export async function reportRun(options: HoneOptions, context: PostTasksExecutionContext): Promise<void> {
  if (process.env[nestedMark]) return;
  const { workspaceRoot, taskResults, startTime } = context;
  const { buildFix, buildFixTargetName, buildFixApplyTargetName } = resolveOptions(options);
  const results = Object.values(taskResults).filter(
    ({ task }) => ![buildFixTargetName, buildFixApplyTargetName].includes(task.target.target),
  );
  const line = await loadFailures(workspaceRoot)
    .then((failures) =>
      failures?.keepFailures({
        workspaceRoot,
        startedAt: startTime,
        planTarget: buildFix.enabled ? buildFixTargetName : undefined,
        tasks: results.map(endedTask),
      }),
    )
    // It is an extra: what went wrong with it must not get into the way of the run.
    .catch((error: unknown) => `build-fix could not keep what failed: ${firstLine(error)}`);
  const failed = Object.values(taskResults).some(({ status }) => status === 'failure');
  if (line !== undefined && failed) tell(workspaceRoot, line);
}

async function loadFailures(workspaceRoot: string): Promise<Failures | undefined> {
  const { resolve } = createRequire(path.join(workspaceRoot, 'package.json'));
  let file: string;
  try {
    file = resolve('@hone/build-fix/failures');
  } catch {
    // It is not installed, so nothing could read what would be kept.
    return undefined;
  }
  return (await import(pathToFileURL(file).href)) as Failures;
}

const outcomes: Partial<Record<TaskResult['status'], 'passed' | 'failed'>> = {
  success: 'passed',
  'local-cache': 'passed',
  'local-cache-kept-existing': 'passed',
  'remote-cache': 'passed',
  failure: 'failed',
};

function endedTask({ task, status, terminalOutput }: TaskResult): Parameters<Failures['keepFailures']>[0]['tasks'][0] {
  const { id, target, projectRoot = '.' } = task;
  return {
    id,
    project: target.project,
    target: target.target,
    root: projectRoot,
    outcome: outcomes[status] ?? 'skipped',
    output: terminalOutput,
  };
}

/**
 * Prints a line under what Nx says of the run. What a plugin prints in Nx's daemon goes to the daemon's log; what reaches the
 * terminal from there is an error. The run has failed already, so one error more changes nothing but that the line is seen.
 */
function tell(workspaceRoot: string, line: string): void {
  if (!isInDaemon()) return workerLog(workspaceRoot)(line);
  const error = new Error(line);
  // Nx would point to the trace otherwise.
  error.stack = '';
  throw error;
}

function isInDaemon(): boolean {
  return process.env['NX_DAEMON_PROCESS'] === 'true' || 'NX_DAEMON' in globalThis;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
