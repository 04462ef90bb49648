import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './paths.js';
import { run } from './processes.js';

/** The version of ruff that is built in. */
export const embeddedRuffVersion: string = JSON.parse(
  readFileSync(join(repositoryRoot, 'packages', 'python-validate', 'package.json'), 'utf8'),
).dependencies['@astral-sh/ruff-wasm-nodejs'];

/** Whether the ruff on PATH has this version. */
export async function hasRuff(version: string): Promise<boolean> {
  const found = await run(['ruff', '--version'], { cwd: repositoryRoot }).catch(() => undefined);
  return found?.code === 0 && found.output.trim() === `ruff ${version}`;
}
