import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Installs the repository's dependencies unless what is installed is as new as the lock file. */
export async function ensureInstalled() {
  const modifiedAt = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (modifiedAt('node_modules/.package-lock.json') >= modifiedAt('package-lock.json')) return;
  const { code } = await runCommand('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (code !== 0) throw new Error('npm ci failed: see its output above.');
}
