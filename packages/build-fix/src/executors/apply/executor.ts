import { renderError } from '@hone/core/diagnostics';
import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createApplyEngine } from '../../engine/apply/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import { planOptionsOf, refuseCached } from './conditions.js';
import type { ApplyOptions } from './schema.js';

/** `@hone/build-fix:apply` for one project. */
const executor: SingleExecutor<ApplyOptions> = (options, context) => {
  try {
    const { projectName: project = '', targetName: target = '' } = context;
    refuseCached(options, { project, target }, context.target?.cache);
    return createExecutor(createApplyEngine(workspaceOf(context), planOptionsOf(context)))(options, context);
  } catch (error) {
    process.stdout.write(`${renderError(error)}\n`);
    return Promise.resolve({ success: false });
  }
};

export default executor;
