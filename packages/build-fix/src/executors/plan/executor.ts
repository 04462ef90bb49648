import { renderError } from '@hone/core/diagnostics';
import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createPlanEngine } from '../../engine/plan/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from './schema.js';
import { refuseCached } from './uncached.js';

/** `@hone/build-fix:plan` for one project. */
const executor: SingleExecutor<PlanOptions> = async (options, context) => {
  try {
    const { projectName: project = '', targetName: target = '', root: workspaceRoot, projectGraph } = context;
    const root = projectGraph.nodes[project]?.data.root ?? '.';
    await refuseCached(options, { project, target, root, workspaceRoot, configuration: context.target });
    return await createExecutor(createPlanEngine(workspaceOf(context)))(options, context);
  } catch (error) {
    process.stdout.write(`${renderError(error)}\n`);
    return { success: false };
  }
};

export default executor;
