import { HoneError } from '@hone/core/diagnostics';
import type { PlanOptions } from './schema.js';

/** The id of a commit can not come to mean another one. */
const COMMIT = /^(?:[\da-f]{40}|[\da-f]{64})$/i;

/**
 * Refuses a task whose outcome depends on what Nx does not hash, when Nx would cache it: a hit would be a plan for another
 * log, or for another commit.
 *
 * @param cached what Nx says of the task's target
 * @throws HoneError that says what to do instead
 */
export function refuseCached(
  { from, onlyChanged }: PlanOptions,
  task: { project: string; target: string },
  cached: boolean | undefined,
  env: NodeJS.ProcessEnv = process.env,
): void {
  if (!cached || env['NX_SKIP_NX_CACHE'] === 'true') return;
  const name = `${task.project}:${task.target}`;
  if (from !== undefined && from.length > 0) {
    throw new HoneError(`${name} is cached, so \`from\` may not be given: Nx does not know what the log holds.`, {
      hint: 'Add --skip-nx-cache.',
    });
  }
  if (onlyChanged !== undefined && !COMMIT.test(onlyChanged)) {
    throw new HoneError(
      `${name} is cached, so \`onlyChanged\` needs the full id of a commit: ${onlyChanged} can move.`,
      {
        hint: `Give --onlyChanged=$(git rev-parse ${onlyChanged}), or add --skip-nx-cache.`,
      },
    );
  }
}
