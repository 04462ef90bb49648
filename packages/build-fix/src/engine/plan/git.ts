import { existsSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { createWalker } from '@hone/core/files';
import { describeResult, runProcess } from '@hone/core/process';

/** Where git is asked. */
export interface GitPlace {
  /** Absolute path; need not be the root of the repository. */
  workspaceRoot: string;
  signal: AbortSignal;
}

/**
 * Which of some files git ignores: those that it tracks are not, whatever the rules say. Rules of this machine alone do not
 * count. Without git, the workspace's ignore files are read.
 */
export async function readIgnored(
  { workspaceRoot, signal }: GitPlace,
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const args = ['-c', 'core.excludesFile=', 'check-ignore', '-z', '--stdin'];
  const input = files.map((file) => `${file}\0`).join('');
  const result = await runProcess({ command: 'git', args, cwd: workspaceRoot, input, signal });
  // 1: none of them is ignored; 128: no repository.
  if (result.kind === 'exited' && result.code <= 1) return new Set(result.stdout.split('\0').filter(Boolean));
  const walker = createWalker(workspaceRoot);
  const kept = new Map<string, ReadonlySet<string>>();
  return new Set(
    files.filter((file) => {
      const folder = path.posix.dirname(file);
      if (!existsSync(path.join(workspaceRoot, file))) return false;
      if (!kept.has(folder)) kept.set(folder, new Set(walker.listFiles(folder)));
      return !kept.get(folder)!.has(file);
    }),
  );
}

/**
 * The files that differ from a commit, new ones too.
 *
 * @returns names relative to the workspace root, sorted
 * @throws HoneError when git does not know the commit
 */
export async function readChangedFiles({ workspaceRoot, signal }: GitPlace, base: string): Promise<string[]> {
  if (base.startsWith('-')) throw unknownBase(base, 'it begins with a dash');
  const commit = `${base}^{commit}`;
  const lists = [
    ['diff', '--name-only', '-z', '--no-renames', '--relative', commit, '--'],
    ['ls-files', '--others', '--exclude-standard', '-z'],
  ].map(async (args) => {
    const result = await runProcess({ command: 'git', args, cwd: workspaceRoot, signal });
    if (result.kind === 'exited' && result.code === 0) return result.stdout.split('\0').filter(Boolean);
    const said = 'stderr' in result ? result.stderr.trim().split('\n')[0] : undefined;
    throw unknownBase(base, said || describeResult('git', result));
  });
  return [...new Set((await Promise.all(lists)).flat())].sort();
}

function unknownBase(base: string, reason: string): HoneError {
  return new HoneError(`The files that changed since ${base} can not be told: ${reason}.`, {
    hint: 'Give `onlyChanged` a commit that is in the repository, such as that of `git merge-base HEAD main`.',
  });
}
