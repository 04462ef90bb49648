import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './processes.js';

// No housekeeping in the background: it would outlive the command and disturb what is measured.
const SETTINGS = [
  '-c',
  'user.name=e2e',
  '-c',
  'user.email=e2e@localhost',
  '-c',
  'commit.gpgsign=false',
  '-c',
  'gc.auto=0',
];

export async function git(workspace: string, ...args: string[]): Promise<string> {
  const { output } = await mustRun(['git', ...SETTINGS, ...args], { cwd: workspace });
  return output.trim();
}

export async function initRepository(workspace: string): Promise<void> {
  await git(workspace, 'init', '-q', '-b', 'main');
  // What is the test's own, and not the workspace's.
  appendFileSync(join(workspace, '.git', 'info', 'exclude'), '.venv\n');
  await commit(workspace, 'Start');
}

export async function commit(workspace: string, message: string): Promise<void> {
  await git(workspace, 'add', '-A');
  await git(workspace, 'commit', '-q', '--allow-empty', '-m', message);
}

/** What changed since the last commit, one line a file; empty for a clean tree. */
export function status(workspace: string): Promise<string> {
  return git(workspace, 'status', '--porcelain');
}
