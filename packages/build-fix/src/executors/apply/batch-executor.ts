import { type BatchExecutor, createBatchExecutor } from '@hone/core/nx';
import { createApplyEngine } from '../../engine/apply/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import { planOptionsOf, refuseCached } from './conditions.js';
import type { ApplyOptions } from './schema.js';

/** `@hone/build-fix:apply` for all projects of a batch: one after the other, in one copy of the workspace. */
const executor: BatchExecutor<ApplyOptions> = (graph, inputs, overrides, context) => {
  const engine = createApplyEngine(workspaceOf(context), planOptionsOf(context));
  return createBatchExecutor(engine, refuseCached)(graph, inputs, overrides, context);
};

export default executor;
