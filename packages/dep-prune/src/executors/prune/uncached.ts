import { HoneError } from '@hone/core/diagnostics';
import type { CachedTask } from '@hone/core/nx';
import type { PruneOptions } from './schema.js';

/**
 * Refuses a task that writes manifests, or proves something by what other projects do, when Nx would cache it: a hit would
 * do nothing, and say that it was done. Nx has `cache` on targets alone, none on configurations; a failed task is not
 * stored.
 *
 * @throws HoneError that names the target to run instead
 */
export function refuseCached(
  { fix = false, verify = false }: PruneOptions,
  task: CachedTask,
  { NX_SKIP_NX_CACHE: skips } = process.env,
): void {
  if (!task.configuration?.cache || (!fix && !verify) || skips === 'true') return;
  throw new HoneError(`${task.project}:${task.target} is cached, so \`${fix ? 'fix' : 'verify'}\` may not run in it.`, {
    hint: `Run ${task.project}:${task.target}-fix, which is not cached, or add --skip-nx-cache.`,
  });
}
