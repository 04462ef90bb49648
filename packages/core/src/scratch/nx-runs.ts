import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../diagnostics/compare.js';
import { describeResult, runProcess } from '../process/index.js';
import { firstError } from './first-error.js';
import type { Scratch } from './scratch.js';

/** A task that failed, with the line of its output that says why. */
export interface TargetFailure {
  /** `app:test`; a tool's name for what is no target. */
  task: string;
  project?: string;
  /** The folder of that project. */
  root?: string;
  error: string;
}

/** How Nx is called in a copy of a workspace. */
export interface NxRuns {
  /** Runs targets of projects, those that have them; gives the first task that failed. */
  run(targets: readonly string[], projects: readonly string[]): Promise<TargetFailure | undefined>;
  /** The project graph, as `nx graph --file` writes it. */
  graph(): Promise<WrittenGraph | TargetFailure>;
}

/** The part of a written project graph that is read here. */
export interface WrittenGraph {
  nodes: Record<string, { data: { root: string; targets?: Record<string, WrittenTarget> } }>;
  dependencies: Record<string, readonly { target: string }[]>;
}

interface WrittenTarget {
  executor?: string;
  continuous?: boolean;
}

/** What a run of Nx leaves behind about its tasks. */
interface RunFile {
  tasks?: { taskId: string; projectName: string; hash: string; status: number }[];
}

/** The program of the workspace's own Nx; `undefined` when none is installed. */
export function findNx(workspaceRoot: string): string | undefined {
  const folder = path.join(workspaceRoot, 'node_modules', 'nx');
  try {
    const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { bin?: { nx?: string } };
    return bin?.nx === undefined ? undefined : path.join(folder, bin.nx);
  } catch {
    return undefined;
  }
}

/**
 * Calls of Nx in a scratch copy, with an environment of {@link scratchEnvironment}. Tasks always run, whatever any cache holds: a target that does not name the manifest
 * among its inputs would else be a hit, and prove nothing.
 */
export function createNxRuns(nx: string, scratch: Scratch, env: NodeJS.ProcessEnv, signal: AbortSignal): NxRuns {
  const { workspace: cwd } = scratch;
  const call = (args: readonly string[]) =>
    runProcess({ command: process.execPath, args: [nx, ...args], cwd, env, signal });
  const hidden = [scratch.workspace, path.dirname(scratch.workspace)];
  return {
    async run(targets, projects) {
      const args = ['run-many', '-t', ...targets, '-p', projects.join(','), '--skip-nx-cache', '--output-style=static'];
      const result = await call(args);
      signal.throwIfAborted();
      if (result.kind === 'exited' && result.code === 0) return undefined;
      const output = 'stdout' in result ? `${result.stdout}\n${result.stderr}` : describeResult('nx', result);
      return failedTask(scratch, output, hidden) ?? { task: 'nx run-many', error: firstError(output, hidden) };
    },
    async graph() {
      const file = path.join(path.dirname(scratch.workspace), 'graph.json');
      const result = await call(['graph', `--file=${file}`]);
      signal.throwIfAborted();
      try {
        return (JSON.parse(readFileSync(file, 'utf8')) as { graph: WrittenGraph }).graph;
      } catch {
        const output = 'stdout' in result ? `${result.stderr}\n${result.stdout}` : describeResult('nx', result);
        return { task: 'nx graph', error: firstError(output, hidden) };
      }
    },
  };
}

/** Nx stores in its cache folder what became of each task; what it wrote is in the output of the run. */
function failedTask({ nxCache }: Scratch, output: string, hidden: readonly string[]): TargetFailure | undefined {
  try {
    const { tasks = [] } = JSON.parse(readFileSync(path.join(nxCache, 'run.json'), 'utf8')) as RunFile;
    const failed = tasks
      .filter(({ status }) => status !== 0)
      .map((task) => ({ ...task, said: outputOf(task.taskId, output) }))
      // A task that was skipped, because another failed, wrote nothing.
      .sort((a, b) => Number(a.said === '') - Number(b.said === '') || compareText(a.taskId, b.taskId))[0];
    if (!failed) return undefined;
    const { taskId, projectName, said } = failed;
    return { task: taskId, project: projectName, error: firstError(said, hidden) };
  } catch {
    return undefined;
  }
}

/** What stands below the line that names a task, up to that of the next. */
function outputOf(taskId: string, output: string): string {
  const sections = output.split(/^.{0,4}\bnx run (?=\S+:)/m).slice(1);
  const own = sections.filter((section) => /^\S+/.exec(section)?.[0] === taskId);
  return own.map((section) => section.slice(section.indexOf('\n') + 1).trim()).join('\n');
}
