import { renderError } from '@hone/core/diagnostics';
import { type BatchExecutor, createBatchExecutor } from '@hone/core/nx';
import { createApplyEngine } from '../../engine/apply/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import { planOptionsOf, refuseCached } from './conditions.js';
import type { ApplyOptions } from './schema.js';

/** `@hone/build-fix:apply` for all projects of a batch: one after the other, in one copy of the workspace. */
const executor: BatchExecutor<ApplyOptions> = async function* (graph, inputs, overrides, context) {
  const tasks = Object.values(graph.tasks) as ((typeof graph.tasks)[string] & { cache?: boolean })[];
  const refused = new Set<string>();
  for (const { id, target, cache } of tasks) {
    try {
      refuseCached(inputs[id] ?? {}, target, cache);
    } catch (error) {
      refused.add(id);
      const now = Date.now();
      const terminalOutput = `${renderError(error)}\n`;
      yield { task: id, result: { success: false, status: 'failure', terminalOutput, startTime: now, endTime: now } };
    }
  }
  const rest = Object.fromEntries(Object.entries(graph.tasks).filter(([id]) => !refused.has(id)));
  const run = createBatchExecutor(createApplyEngine(workspaceOf(context), planOptionsOf(context)));
  yield* run({ ...graph, tasks: rest }, inputs, overrides, context);
};

export default executor;
