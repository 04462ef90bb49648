import { oneProject, planWith } from '../../../packages/build-fix/src/engine/plan/fixtures/one-project.js';
import type { FixPlan, LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** Plans the fixes that entries bring along, safe and unsafe, over a folder that is one project. */
export async function planAll(root: string, entries: readonly LogEntry[], unsafe = true): Promise<FixPlan> {
  const { plan, problems } = await planWith('suggestions', entries, oneProject(root, unsafe));
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  return plan;
}
