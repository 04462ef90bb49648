import fs from 'node:fs';
import path from 'node:path';
import { runProcess } from '@hone/core/process';
import { readIgnored } from '../../plan/git.js';
import { createProtection } from '../../plan/protect.js';

/** Says which files must not be written, whatever a plan says. */
export interface Guard {
  /** Why a file must not be written, a sentence; undefined when it may. Looks at the disk each time. */
  refuses(file: string): string | undefined;
  /** The same for a file that a fix edits itself: a generated one is made by its tool alone. */
  refusesEdit(file: string): string | undefined;
}

/** @param files the names that will be asked for */
export async function createGuard(
  workspaceRoot: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<Guard> {
  const plain = files.filter(isPlainName);
  const ignored = await readIgnored({ workspaceRoot, signal }, plain);
  const read = (file: string): string | undefined => readHeader(path.join(workspaceRoot, file));
  const protection = createProtection(read, (file) => ignored.has(file));
  const refuses = (file: string): string | undefined =>
    isPlainName(file) ? placeProblem(workspaceRoot, file) : 'Its name does not lie in the workspace.';
  return {
    refuses: (file) => refuses(file) ?? protection.of(file, true),
    refusesEdit: (file) => refuses(file) ?? protection.of(file),
  };
}

/** Whether a name is relative, inside the workspace, and written in the one way in which it is compared. */
export function isPlainName(file: string): boolean {
  const isRelative = file !== '' && file !== '.' && !/^(?:\/|[A-Za-z]:|\.\.(?:\/|$))/.test(file);
  return isRelative && !/[\\\0]/.test(file) && path.posix.normalize(file) === file && !file.endsWith('/');
}

/** Every folder on the way is a real one of this workspace, and at its end is a file that may be written, or nothing. */
function placeProblem(workspaceRoot: string, file: string): string | undefined {
  const parts = file.split('/');
  for (let count = 1; count < parts.length; count++) {
    const folder = parts.slice(0, count).join('/');
    const stats = statsOf(path.join(workspaceRoot, folder));
    if (stats === undefined) return undefined;
    if (stats.isSymbolicLink()) return `${folder} is a symbolic link; build-fix does not follow it.`;
    if (!stats.isDirectory()) return `${folder} is no folder.`;
    if (fs.existsSync(path.join(workspaceRoot, folder, '.git'))) return `${folder} is another repository.`;
  }
  const stats = statsOf(path.join(workspaceRoot, file));
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return 'It is a symbolic link; build-fix does not follow it.';
  if (!stats.isFile()) return 'It is no file.';
  return (stats.mode & 0o222) === 0 ? 'It is read-only.' : undefined;
}

function statsOf(name: string): fs.Stats | undefined {
  return fs.lstatSync(name, { throwIfNoEntry: false });
}

/** Marks of generators stand at the top; of a file that is huge no more is read. */
function readHeader(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8').slice(0, 100_000);
  } catch {
    return undefined;
  }
}

/** Which of some files have changes that are not committed. None where there is no git. */
export async function readDirty(
  workspaceRoot: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const git = (args: readonly string[]) => runProcess({ command: 'git', args, cwd: workspaceRoot, signal });
  const prefix = await git(['rev-parse', '--show-prefix']);
  if (prefix.kind !== 'exited' || prefix.code !== 0) return new Set();
  const above = prefix.stdout.replace(/\r?\n$/, '');
  const status = await git(['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', '.']);
  if (status.kind !== 'exited' || status.code !== 0) return new Set();
  const wanted = new Set(files);
  const names = status.stdout.split('\0').map((line) => line.slice(3 + above.length));
  return new Set(names.filter((name) => wanted.has(name)));
}
