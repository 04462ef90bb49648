import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initRepository, nx, type NxRun } from '@hone/e2e/harness';

/** Options of the target, as a user sets them for all projects. */
export type ValidateDefaults = Record<string, unknown>;

/** Writes the `nx.json` of a workspace that uses Hone. */
export function configureHone(workspace: string, options: ValidateDefaults = {}): void {
  writeNxJson(workspace, {
    plugins: [{ plugin: '@hone/nx', options: {} }],
    targetDefaults: { 'python-validate': { options } },
  });
}

export function writeNxJson(workspace: string, content: object): void {
  writeFileSync(join(workspace, 'nx.json'), `${JSON.stringify({ analytics: false, ...content }, null, 2)}\n`);
}

/** Puts the workspace under git, as Nx expects it. */
export async function underGit(workspace: string): Promise<void> {
  rmSync(join(workspace, '.git'), { recursive: true, force: true });
  await initRepository(workspace);
}

/** Forgets what Nx and ruff know of former runs. */
export function forget(workspace: string): void {
  for (const path of [`${workspace}-state`, join(workspace, 'dist'), join(workspace, '.ruff_cache')]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Whether Nx answers from its daemon, as on a developer's machine, or starts from nothing, as in CI. */
export interface NxMode {
  daemon: boolean;
}

/** `--daemon` among the words of the command line. */
export function nxMode(args: readonly string[]): NxMode {
  return { daemon: args.includes('--daemon') };
}

export interface RunOptions extends NxMode {
  env?: Record<string, string>;
  /** Runs every task even where its result is stored: the daemon must not lose its state between two cold runs. */
  skipCache?: boolean;
}

/** Runs a target of all projects; throws when Nx fails for another reason than findings. */
export async function runTarget(workspace: string, target: string, options: RunOptions): Promise<NxRun> {
  const args = ['run-many', '-t', target, '--outputStyle=static', ...(options.skipCache ? ['--skip-nx-cache'] : [])];
  const run = await nx(workspace, args, { env: { ...options.env, NX_DAEMON: String(options.daemon) } });
  if (run.tasks.length === 0) throw new Error(`No task ran:\n${run.output}`);
  return run;
}

export async function stopDaemon(workspace: string): Promise<void> {
  await nx(workspace, ['daemon', '--stop']);
}
