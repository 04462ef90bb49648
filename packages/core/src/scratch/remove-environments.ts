import type { Dirent } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Folders in which nobody makes an environment, and which can be very large. */
const skipped = new Set(['node_modules', 'target', '.git']);

/**
 * Deletes every Python environment of a scratch copy. `uv run`, `poetry install` and pip leave packages that are no longer
 * asked for where they are, so that a test in an older environment would prove nothing.
 */
export async function removeEnvironments(folder: string): Promise<void> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'pyvenv.cfg')) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return;
  }
  for (const entry of entries) {
    if (entry.isDirectory() && !skipped.has(entry.name)) await removeEnvironments(path.join(folder, entry.name));
  }
}
