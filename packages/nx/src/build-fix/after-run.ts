import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PostTasksExecution, PostTasksExecutionContext } from '@nx/devkit';
import type { HoneOptions } from '../graph/options.js';

/**
 * What Nx calls after a run; there is none unless `nx.json` asks for it. A plugin that has one is kept running until the
 * tasks have ended, and gets all that they printed: a function that looks at its options and does nothing would not be free.
 */
export const postTasksExecution: PostTasksExecution<HoneOptions> | undefined = isWanted(process.cwd())
  ? afterRun
  : undefined;

/**
 * Whether the `nx.json` of a workspace turns the hook on, as far as its text tells; {@link afterRun} has the options.
 *
 * @param from a folder in the workspace: Nx loads plugins in its root
 */
export function isWanted(from: string): boolean {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'nx.json');
    if (existsSync(file)) return /"keepFailures"\s*:\s*true/.test(readFileSync(file, 'utf8'));
    if (folder === path.dirname(folder)) return false;
  }
}

/** Has what failed kept, and says what may be done about it. */
async function afterRun(options: HoneOptions | undefined, context: PostTasksExecutionContext): Promise<void> {
  if (options?.buildFix?.keepFailures !== true) return;
  const { reportRun } = await import('./report-run.js');
  await reportRun(options, context);
}
