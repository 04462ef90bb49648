import { fixers } from '../../../packages/build-fix/src/engine/fixers/index.js';
import { createSourceFiles } from '../../../packages/build-fix/src/engine/plan/source-files.js';
import { planFixes } from '../../../packages/build-fix/src/engine/plan/plan.js';
import type { FixPlan, LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** Plans the fixes that entries bring along, safe and unsafe, over a folder that is one project. */
export async function planAll(root: string, entries: readonly LogEntry[], unsafe = true): Promise<FixPlan> {
  const project = { name: 'all', root: '.' };
  const context = {
    workspaceRoot: root,
    files: createSourceFiles(root),
    project,
    projects: [project],
    unsafe,
    signal: new AbortController().signal,
  };
  const { plan, problems } = await planFixes(entries, context, {
    targets: [],
    fixers: fixers.filter(({ id }) => id === 'suggestions'),
    routeOf: () => ['suggestions'],
    fingerprintOf: ({ diagnostic }) => diagnostic.ruleId,
  });
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  return plan;
}
