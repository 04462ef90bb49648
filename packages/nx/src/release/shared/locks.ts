import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeResult, findTool, runProcess } from '@hone/core/process';
import { logger } from '@nx/devkit';
import type { AfterAllProjectsVersioned } from 'nx/release';
import { skipsLocks } from './settings.js';

/** How a tool brings a lock up to date with the manifests. */
export interface LockTool {
  name: string;
  args: readonly string[];
}

/** Lock files that a release concerns, by the absolute path of the workspace. */
export type ConcernedLocks = Map<string, Set<string>>;

export function concern(locks: ConcernedLocks, workspaceRoot: string, lock: string): void {
  const known = locks.get(workspaceRoot) ?? new Set();
  locks.set(workspaceRoot, known.add(lock));
}

const FIVE_MINUTES = 300_000;

/**
 * What Nx calls once all files are written: where the tool is installed, it checks the locks that were edited and puts
 * right what an edit of the text alone can't know. Without it, or when it fails, the edited lock stays.
 */
export function createLockRefresh(locks: ConcernedLocks, tool: LockTool): AfterAllProjectsVersioned {
  return async (workspaceRoot, { dryRun, verbose, rootVersionActionsOptions }) => {
    const files = [...(locks.get(workspaceRoot) ?? [])].sort();
    locks.delete(workspaceRoot);
    const changedFiles: string[] = [];
    if (dryRun || skipsLocks(rootVersionActionsOptions)) return { changedFiles, deletedFiles: [] };
    for (const file of files) {
      if (await refresh(workspaceRoot, file, tool, verbose ?? false)) changedFiles.push(file);
    }
    return { changedFiles, deletedFiles: [] };
  };
}

async function refresh(
  workspaceRoot: string,
  file: string,
  { name, args }: LockTool,
  verbose: boolean,
): Promise<boolean> {
  const folder = dirname(join(workspaceRoot, file));
  const found = findTool(name, { workspaceRoot, projectRoot: folder });
  if (!found) {
    if (verbose) logger.info(`${name} is not installed, so ${file} was edited without it.`);
    return false;
  }
  const before = readFileSync(join(workspaceRoot, file), 'utf8');
  const result = await runProcess({ command: found.path, args, cwd: folder, timeoutMs: FIVE_MINUTES });
  if (result.kind !== 'exited' || result.code !== 0) {
    const said = 'stderr' in result ? result.stderr.trim() : '';
    logger.warn(
      `${file} was edited, but "${[name, ...args].join(' ')}" could not check it: ${describeResult(name, result)}.`,
    );
    if (said && verbose) logger.warn(said);
    return false;
  }
  return readFileSync(join(workspaceRoot, file), 'utf8') !== before;
}
