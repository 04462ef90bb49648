/**
 * The failures of the last run of Nx: kept by the graph plugin's hook after the run, read by `build-fix groups`. This entry
 * is loaded after every run where the hook is on, so what reads logs is loaded only when something failed.
 *
 * @module
 */
import { type EndedRun, keepRun } from './keep-run.js';

export type { EndedRun, EndedTask } from './keep-run.js';

/** A run that ended, and what is said of it. */
export interface RunReport extends EndedRun {
  /** The target that plans fixes, where projects have one. */
  planTarget?: string | undefined;
}

/**
 * Keeps what failed in a run.
 *
 * @returns one line on it: how many errors in how many groups, how many may be fixable, and a command; undefined when
 *   nothing failed, or nothing of it was understood
 */
export async function keepFailures({ planTarget, ...run }: RunReport): Promise<string | undefined> {
  const kept = await keepRun(run);
  if (!kept) return undefined;
  const [{ summariseFailures }, { renderLine }] = await Promise.all([import('./summarise.js'), import('./render.js')]);
  return renderLine(await summariseFailures(run.workspaceRoot, kept), planTarget);
}
