import { type BatchExecutor, createBatchExecutor } from '@hone/core/nx';
import { createPlanEngine } from '../../engine/plan/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from './schema.js';
import { refuseCached } from './uncached.js';

/** `@hone/build-fix:plan` for all projects of a batch: their targets run in one call of Nx. */
const executor: BatchExecutor<PlanOptions> = (graph, inputs, overrides, context) =>
  createBatchExecutor(createPlanEngine(workspaceOf(context)), refuseCached)(graph, inputs, overrides, context);

export default executor;
