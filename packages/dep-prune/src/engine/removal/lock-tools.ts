import { existsSync } from 'node:fs';
import path from 'node:path';
import { describeResult, findTool, runProcess } from '@hone/core/process';

/** How the tool that owns a lock file brings it up to date, changing as little as it can. */
interface LockTool {
  tool: string;
  args: readonly string[];
}

/** By the lock file's name; from each tool's documentation. None of them upgrades what stays. */
const lockTools: Readonly<Record<string, LockTool>> = {
  'uv.lock': { tool: 'uv', args: ['lock'] },
  'poetry.lock': { tool: 'poetry', args: ['lock', '--no-interaction'] },
  'Cargo.lock': { tool: 'cargo', args: ['update', '--workspace'] },
  'package-lock.json': {
    tool: 'npm',
    args: ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
  },
  'pnpm-lock.yaml': { tool: 'pnpm', args: ['install', '--lockfile-only', '--ignore-scripts'] },
  'yarn.lock': { tool: 'yarn', args: ['install', '--mode=update-lockfile'] },
};

/** What became of a lock file: one sentence for a person, and whether it is up to date. */
export interface Relocked {
  lock: string;
  updated: boolean;
  note: string;
}

/**
 * The lock file that rules a manifest: of the folders from its own upwards, the first that has one for its kind.
 *
 * @param manifest relative to the workspace root
 * @returns relative to the workspace root; `undefined` when there is none
 */
export function lockOf(workspaceRoot: string, manifest: string): string | undefined {
  const names = locksFor(path.posix.basename(manifest));
  for (let folder = path.posix.dirname(manifest); ; folder = path.posix.dirname(folder)) {
    const found = names
      .map((name) => path.posix.join(folder, name))
      .find((file) => existsSync(path.join(workspaceRoot, file)));
    if (found !== undefined || folder === '.') return found;
  }
}

function locksFor(manifest: string): readonly string[] {
  if (manifest === 'Cargo.toml') return ['Cargo.lock'];
  if (manifest === 'package.json') return ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'];
  return manifest === 'pyproject.toml' ? ['uv.lock', 'poetry.lock'] : [];
}

/**
 * Brings a lock file up to date with its own tool, where that is installed.
 *
 * @param workspaceRoot absolute path
 * @param lock relative to it
 */
export async function relock(workspaceRoot: string, lock: string, signal: AbortSignal): Promise<Relocked> {
  const known = lockTools[path.posix.basename(lock)];
  if (!known) return { lock, updated: false, note: `${lock}: no tool is known that brings it up to date.` };
  const cwd = path.join(workspaceRoot, path.posix.dirname(lock));
  const command = `${known.tool} ${known.args.join(' ')}`;
  const found = findTool(known.tool, { workspaceRoot, projectRoot: cwd });
  if (!found) {
    return {
      lock,
      updated: false,
      note: `${lock} is out of date: ${known.tool} is not installed. Run \`${command}\`.`,
    };
  }
  const result = await runProcess({ command: found.path, args: known.args, cwd, signal });
  if (result.kind === 'exited' && result.code === 0) {
    return { lock, updated: true, note: `${lock}: brought up to date with \`${command}\`.` };
  }
  const said = 'stderr' in result ? result.stderr.trim().split('\n').slice(-5).join('\n') : '';
  return { lock, updated: false, note: `${lock} is out of date: ${describeResult(command, result)}\n${said}` };
}
