import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { HoneError } from '@hone/core/diagnostics';
import { describeResult, runProcess } from '@hone/core/process';
import { findNx, firstError } from '@hone/core/scratch';
import { readLimits } from '../limits/index.js';
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
  /** The longest that the run may take, in milliseconds. Default: no limit. */
  timeoutMs?: number | undefined;
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
 * @throws HoneError when Nx itself fails or does not end, so that nothing is known of the tasks
 */
export async function runTargets(request: RunRequest): Promise<RunResult> {
  const { workspaceRoot: cwd, projects, targets, timeoutMs, signal } = request;
  const nx = findNx(cwd);
  if (nx === undefined) {
    throw new HoneError('No Nx is installed in the workspace.', { hint: 'Install the packages of the workspace.' });
  }
  const env = request.env ?? nestedEnvironment();
  const names = ['-t', targets.join(','), '-p', projects.join(',')];
  const args = ['run-many', ...names, '--output-style=static', ...parallelism(cwd, env), ...(request.args ?? [])];
  const startedAt = Date.now();
  const result = await runProcess({ command: process.execPath, args: [nx, ...args], cwd, env, timeoutMs, signal });
  signal.throwIfAborted();
  if (result.kind === 'timed-out') {
    throw new HoneError(`${targets.join(', ')} did not end within ${result.timeoutMs / 1000} s, and were ended.`, {
      hint: 'Take a target that never ends, such as one that watches files, out of `targets`, or give a longer `timeout`.',
    });
  }
  if (result.kind === 'exited' && result.code === 0) return { failed: [], skipped: [], startedAt };
  const output = 'stdout' in result ? `${result.stdout}\n${result.stderr}` : '';
  const cache = await cacheFolder(cwd, env);
  const listed = (): FailedTask[] => listedTasks(output, failedHeading).map((id) => ({ id }));
  const failed = readRunFile(cache, { args, startedAt }) ?? listed();
  if (failed.length === 0) {
    throw new HoneError(`Nx ran no task: ${output.trim() ? firstError(output, [cwd]) : describeResult('nx', result)}`, {
      hint: `Run \`npx nx ${args.join(' ')} --verbose\` to see all that it says.`,
    });
  }
  return {
    failed: failed.map(({ id, hash }) => ({ id, output: outputOf(id, hash, cache, output) })),
    skipped: listedTasks(output, skippedHeading),
    startedAt,
  };
}

/** Memory that a task is taken to need, in bytes: a compiler, or tests, of one project. */
const TASK_MEMORY = 1024 ** 3;

/**
 * How many tasks run at once: what the workspace or the user says, else what the machine or its container allows. Nx by
 * itself starts three, whatever there is.
 */
function parallelism(workspaceRoot: string, env: NodeJS.ProcessEnv): string[] {
  if (env['NX_PARALLEL'] || saysParallel(workspaceRoot)) return [];
  const { concurrency, memory } = readLimits();
  return [`--parallel=${Math.max(1, Math.min(concurrency, Math.floor(memory / TASK_MEMORY)))}`];
}

function saysParallel(workspaceRoot: string): boolean {
  try {
    const settings = parse(readFileSync(path.join(workspaceRoot, 'nx.json'), 'utf8')) as
      { parallel?: unknown } | undefined;
    return settings?.parallel !== undefined;
  } catch {
    return false;
  }
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
