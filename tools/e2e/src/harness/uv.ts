import { join } from 'node:path';
import { repositoryRoot } from './paths.js';
import { mustRun, run } from './processes.js';

/** Whether uv runs here. */
export async function hasUv(suite: string): Promise<boolean> {
  const found = await run(['uv', '--version'], { cwd: repositoryRoot }).catch(() => undefined);
  if (found?.code === 0) return true;
  console.warn(`SKIPPED ${suite}: uv is missing: pip install -r tools/ci/requirements.txt`);
  return false;
}

/**
 * Runs uv in a workspace with a cache of its own. What an index tells of a package changes (it may leave out sizes), and
 * with it the lock of all that use the package: after a first call for everything that a test will want, go on `offline`,
 * and locks differ in nothing but what was asked for.
 */
export async function uv(workspace: string, args: readonly string[], program = 'uv'): Promise<void> {
  const env = { ...process.env, UV_CACHE_DIR: join(`${workspace}-state`, 'uv') };
  await mustRun([program, ...args, '--quiet'], { cwd: workspace, env });
}
