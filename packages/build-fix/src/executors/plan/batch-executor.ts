import { renderError } from '@hone/core/diagnostics';
import { type BatchExecutor, createBatchExecutor } from '@hone/core/nx';
import { createPlanEngine } from '../../engine/plan/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from './schema.js';
import { refuseCached } from './uncached.js';

/** `@hone/build-fix:plan` for all projects of a batch: their targets run in one call of Nx. */
const executor: BatchExecutor<PlanOptions> = async function* (graph, inputs, overrides, context) {
  const tasks = Object.values(graph.tasks) as ((typeof graph.tasks)[string] & { cache?: boolean })[];
  const refused = new Set<string>();
  const { root: workspaceRoot, projectGraph } = context;
  for (const { id, target, cache } of tasks) {
    try {
      const { root = '.', targets = {} } = projectGraph.nodes[target.project]?.data ?? {};
      const configuration = { ...targets[target.target], ...(cache !== undefined && { cache }) };
      await refuseCached(inputs[id] ?? {}, { ...target, root, workspaceRoot, configuration });
    } catch (error) {
      refused.add(id);
      const now = Date.now();
      const terminalOutput = `${renderError(error)}\n`;
      yield { task: id, result: { success: false, status: 'failure', terminalOutput, startTime: now, endTime: now } };
    }
  }
  const rest = Object.fromEntries(Object.entries(graph.tasks).filter(([id]) => !refused.has(id)));
  const run = createBatchExecutor(createPlanEngine(workspaceOf(context)));
  yield* run({ ...graph, tasks: rest }, inputs, overrides, context);
};

export default executor;
