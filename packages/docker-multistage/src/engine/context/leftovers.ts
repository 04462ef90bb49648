import * as fs from 'node:fs/promises';
import path from 'node:path';

/**
 * Clears up behind a run that was killed: a half-written context goes, and one that was set aside comes back where no
 * other took its place. What belongs to a process that is alive is left alone.
 *
 * @param folder absolute path of the context
 */
export async function sweepLeftovers(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const prefix = `.${path.basename(folder)}.`;
  const names = (await fs.readdir(parent)).filter((name) => name.startsWith(prefix));
  for (const name of names.sort()) {
    const [, pid, kind] = /^(\d+)-[0-9a-f]{12}\.(new|old)$/.exec(name.slice(prefix.length)) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const leftover = path.join(parent, name);
    const isGone = kind === 'old' && !(await exists(folder));
    if (isGone) await fs.rename(leftover, folder);
    else await fs.rm(leftover, { recursive: true, force: true });
  }
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
