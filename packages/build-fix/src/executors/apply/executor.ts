import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createApplyEngine } from '../../engine/apply/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import { planOptionsOf, refuseCached } from './conditions.js';
import type { ApplyOptions } from './schema.js';

/** `@hone/build-fix:apply` for one project. */
const executor: SingleExecutor<ApplyOptions> = (options, context) =>
  createExecutor(createApplyEngine(workspaceOf(context), planOptionsOf(context)), refuseCached)(options, context);

export default executor;
