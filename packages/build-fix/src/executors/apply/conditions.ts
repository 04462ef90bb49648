import type { ExecutorContext } from '@nx/devkit';
import { HoneError } from '@hone/core/diagnostics';
import type { CachedTask } from '@hone/core/nx';
import type { PlanOptions } from '../plan/schema.js';
import type { ApplyOptions } from './schema.js';

/** @throws HoneError for a task that Nx would cache, unless it changes no source */
export function refuseCached({ dryRun }: ApplyOptions, { project, target, configuration }: CachedTask): void {
  if (!configuration?.cache || dryRun || process.env['NX_SKIP_NX_CACHE'] === 'true') return;
  throw new HoneError(`${project}:${target} is cached: a hit would change nothing, and say that it did.`, {
    hint: 'Set `cache` of this target to false.',
  });
}

/** With which options a project's plan is made: what is planned on the way is planned with the same. */
export function planOptionsOf({ projectGraph }: Pick<ExecutorContext, 'projectGraph'>) {
  return (project: string): PlanOptions => {
    const targets = Object.values(projectGraph.nodes[project]?.data.targets ?? {});
    return (targets.find(({ executor }) => executor === '@hone/build-fix:plan')?.options ?? {}) as PlanOptions;
  };
}
