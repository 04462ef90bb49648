import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';

const MiB = 1024 * 1024;

/** What tools write into a copy, by the file that tells of them, in bytes: guesses on the safe side. */
const WRITTEN: readonly (readonly [file: string, bytes: number])[] = [
  ['Cargo.toml', 4096 * MiB],
  ['pyproject.toml', 1024 * MiB],
  ['requirements.txt', 1024 * MiB],
];
const ALWAYS_WRITTEN = 256 * MiB;

/**
 * How large a copy of a workspace gets, with what its targets write: too large a guess costs a little time, too small a
 * one the memory of the machine.
 *
 * @param files relative to the workspace root
 */
export async function sizeOfCopy(workspaceRoot: string, files: readonly string[]): Promise<number> {
  const names = new Set(files.map((file) => path.posix.basename(file)));
  const written = WRITTEN.filter(([name]) => names.has(name)).map(([, bytes]) => bytes);
  const folders = new Set(['.', ...files.map((file) => path.posix.dirname(file))]);
  const environments = [...folders].filter((folder) => existsSync(path.join(workspaceRoot, folder, '.venv'))).length;
  let total = ALWAYS_WRITTEN + written.reduce((sum, bytes) => sum + bytes, 0) + environments * 1024 * MiB;
  const queue = files.values();
  const worker = async (): Promise<void> => {
    for (const file of queue) total += (await lstat(path.join(workspaceRoot, file)).catch(() => undefined))?.size ?? 0;
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return total;
}
