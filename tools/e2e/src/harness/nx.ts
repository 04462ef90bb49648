import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Finished, run } from './processes.js';

/** A task as Nx recorded it. */
export interface TaskRecord {
  taskId: string;
  target: string;
  projectName: string;
  cacheStatus: 'cache-miss' | 'local-cache-hit' | 'remote-cache-hit';
  /** Exit code. */
  status: number;
}

export interface NxRun extends Finished {
  tasks: TaskRecord[];
}

export interface NxOptions {
  env?: Record<string, string>;
  /** A folder for Nx's caches; the default is one beside the workspace. */
  state?: string;
  timeoutMs?: number;
}

/** The command that starts a workspace's own Nx. */
export function nxCommand(workspace: string, ...args: string[]): string[] {
  const folder = join(workspace, 'node_modules', 'nx');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, bin.nx), ...args];
}

/** The environment of an Nx without a daemon and with caches of its own. Nothing of the surrounding Nx or npm leaks in. */
export function nxEnvironment(state: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(NX_|npm_|VITEST|NODE_ENV$|GITHUB_|CI$)/.test(key),
  );
  return {
    ...Object.fromEntries(inherited),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_CACHE_DIRECTORY: join(state, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(state, 'data'),
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
}

/** Runs the workspace's Nx and reads what each task did from Nx's own record of the run. */
export async function nx(workspace: string, args: string[], options: NxOptions = {}): Promise<NxRun> {
  const state = options.state ?? `${workspace}-state`;
  const record = join(state, 'cache', 'run.json');
  rmSync(record, { force: true });
  const finished = await run(nxCommand(workspace, ...args), {
    cwd: workspace,
    env: { ...nxEnvironment(state), ...options.env },
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  return { ...finished, tasks: readTasks(record) };
}

/** The targets that look at projects. */
export type Target =
  'python-validate' | 'rust-check' | 'docker-lint' | 'docker-context' | 'dep-prune' | 'build-fix' | 'build-fix-apply';

/** All projects, those that are affected since the last commit, or some by name. */
export type Selection = 'all' | 'affected' | string[];

/** Runs one target. */
export function runTarget(
  workspace: string,
  target: Target,
  selection: Selection = 'all',
  options: NxOptions & { args?: string[] } = {},
): Promise<NxRun> {
  const command = selection === 'affected' ? ['affected', '--base=HEAD'] : ['run-many'];
  const projects = Array.isArray(selection) ? [`--projects=${selection.join(',')}`] : [];
  const rest = ['-t', target, ...projects, '--outputStyle=static', ...(options.args ?? [])];
  return nx(workspace, [...command, ...rest], options);
}

/** Validates Python projects. */
export function validate(
  workspace: string,
  selection: Selection = 'all',
  options: NxOptions & { args?: string[] } = {},
): Promise<NxRun> {
  return runTarget(workspace, 'python-validate', selection, options);
}

/** Checks crates. */
export function check(
  workspace: string,
  selection: Selection = 'all',
  options: NxOptions & { args?: string[] } = {},
): Promise<NxRun> {
  return runTarget(workspace, 'rust-check', selection, options);
}

/** Lints Dockerfiles. */
export function lint(
  workspace: string,
  selection: Selection = 'all',
  options: NxOptions & { args?: string[] } = {},
): Promise<NxRun> {
  return runTarget(workspace, 'docker-lint', selection, options);
}

/** Names of the projects that were validated or checked anew, sorted; the rest of the run came from a cache. */
export function ran({ tasks }: NxRun): string[] {
  return names(tasks.filter((task) => task.cacheStatus === 'cache-miss'));
}

/** Names of the projects whose result came from a cache, sorted. */
export function hits({ tasks }: NxRun, kind?: TaskRecord['cacheStatus']): string[] {
  return names(
    tasks.filter((task) => (kind === undefined ? task.cacheStatus !== 'cache-miss' : task.cacheStatus === kind)),
  );
}

/** Names of the projects that were found wanting, sorted. */
export function failed({ tasks }: NxRun): string[] {
  return names(tasks.filter((task) => task.status !== 0));
}

const TARGETS: ReadonlySet<string> = new Set<Target>([
  'python-validate',
  'rust-check',
  'docker-lint',
  'docker-context',
  'dep-prune',
  'build-fix',
  'build-fix-apply',
]);

function names(tasks: TaskRecord[]): string[] {
  return tasks
    .filter((task) => TARGETS.has(task.target))
    .map((task) => task.projectName)
    .sort();
}

function readTasks(record: string): TaskRecord[] {
  try {
    return JSON.parse(readFileSync(record, 'utf8')).tasks;
  } catch {
    return [];
  }
}
