import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createPlanEngine } from '../../engine/plan/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from './schema.js';
import { refuseCached } from './uncached.js';

/** `@hone/build-fix:plan` for one project. */
const executor: SingleExecutor<PlanOptions> = (options, context) =>
  createExecutor(createPlanEngine(workspaceOf(context)), refuseCached)(options, context);

export default executor;
