import { renderError } from '@hone/core/diagnostics';
import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createPlanEngine } from '../../engine/plan/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from './schema.js';
import { refuseCached } from './uncached.js';

/** `@hone/build-fix:plan` for one project. */
const executor: SingleExecutor<PlanOptions> = (options, context) => {
  try {
    const { projectName: project = '', targetName: target = '' } = context;
    refuseCached(options, { project, target }, context.target?.cache);
    return createExecutor(createPlanEngine(workspaceOf(context)))(options, context);
  } catch (error) {
    process.stdout.write(`${renderError(error)}\n`);
    return Promise.resolve({ success: false });
  }
};

export default executor;
