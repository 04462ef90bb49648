import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { describeResult, runProcess } from '@hone/core/process';
import { findNx, firstError } from '@hone/core/scratch';
import { nestedEnvironment } from './nested-environment.js';
import { type FailedTask, failedHeading, listedTasks, parseRunFile, sectionOf, skippedHeading } from './nx-outcome.js';

/** Targets of projects, run through Nx. */
export interface RunRequest {
  /** Absolute path of the workspace, or of its scratch copy. */
  workspaceRoot: string;
  projects: readonly string[];
  targets: readonly string[];
  /** The environment of the run. Default: that of this process without what Nx set for the task. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Further arguments for Nx: `--skip-nx-cache`. */
  args?: readonly string[] | undefined;
  signal: AbortSignal;
}

/** What a failed task wrote: a file of it, or its text. */
export interface TaskOutput {
  id: string;
  output: { file: string } | { text: string };
}

/** How a run ended. */
export interface RunResult {
  failed: TaskOutput[];
  /** Tasks that did not run, since one that they depend on failed. */
  skipped: string[];
  /** Milliseconds since the epoch, for telling what was written in the run. */
  startedAt: number;
}

/**
 * Runs targets with one call of the workspace's own Nx; what is in its cache is not run again.
 *
 * @throws HoneError when Nx itself fails, so that nothing is known of the tasks
 */
export async function runTargets(request: RunRequest): Promise<RunResult> {
  const { workspaceRoot: cwd, projects, targets, signal } = request;
  const nx = findNx(cwd);
  if (nx === undefined) {
    throw new HoneError('No Nx is installed in the workspace.', { hint: 'Install the packages of the workspace.' });
  }
  const env = request.env ?? nestedEnvironment();
  const args = ['run-many', '-t', targets.join(','), '-p', projects.join(','), '--output-style=static'].concat(
    request.args ?? [],
  );
  const startedAt = Date.now();
  const result = await runProcess({ command: process.execPath, args: [nx, ...args], cwd, env, signal });
  signal.throwIfAborted();
  if (result.kind === 'exited' && result.code === 0) return { failed: [], skipped: [], startedAt };
  const output = 'stdout' in result ? `${result.stdout}\n${result.stderr}` : '';
  const cache = await cacheFolder(cwd, env);
  const listed = (): FailedTask[] => listedTasks(output, failedHeading).map((id) => ({ id }));
  const failed = readRunFile(cache, { args, startedAt }) ?? listed();
  if (failed.length === 0) {
    throw new HoneError(`Nx ran no task: ${output.trim() ? firstError(output, [cwd]) : describeResult('nx', result)}`, {
      hint: `Run \`npx nx ${args.join(' ')}\` to see all that it says.`,
    });
  }
  return {
    failed: failed.map(({ id, hash }) => ({ id, output: outputOf(id, hash, cache, output) })),
    skipped: listedTasks(output, skippedHeading),
    startedAt,
  };
}

function readRunFile(cache: string, run: { args: readonly string[]; startedAt: number }): FailedTask[] | undefined {
  try {
    return parseRunFile(readFileSync(path.join(cache, 'run.json'), 'utf8'), run);
  } catch {
    return undefined;
  }
}

/** Nx keeps the output of each task in a file named by its hash, but of those in a batch only what the run wrote. */
function outputOf(id: string, hash: string | undefined, cache: string, output: string): TaskOutput['output'] {
  const file = hash === undefined ? undefined : path.join(cache, 'terminalOutputs', hash);
  return file !== undefined && existsSync(file) ? { file } : { text: sectionOf(id, output) };
}

/** The cache folder of a workspace, where Nx of this process has it unless the environment says otherwise. */
async function cacheFolder(workspaceRoot: string, env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['NX_CACHE_DIRECTORY'];
  if (given) return path.resolve(workspaceRoot, given);
  const { cacheDir, workspaceRoot: own } = await import('@nx/devkit');
  return path.relative(own, workspaceRoot) === '' ? cacheDir : path.join(workspaceRoot, '.nx', 'cache');
}
