import { HoneError, renderError } from '@hone/core/diagnostics';
import { createExecutor, type SingleExecutor } from '@hone/core/nx';
import { createApplyEngine } from '../../engine/apply/engine.js';
import { workspaceOf } from '../../engine/plan/workspace.js';
import type { PlanOptions } from '../plan/schema.js';
import type { ApplyOptions } from './schema.js';

/** `@hone/build-fix:apply` for one project. */
const executor: SingleExecutor<ApplyOptions> = (options, context) => {
  try {
    const { projectName: project = '', targetName: target = '' } = context;
    if (context.target?.cache && !options.dryRun && process.env['NX_SKIP_NX_CACHE'] !== 'true') {
      throw new HoneError(`${project}:${target} is cached: a hit would change nothing, and say that it did.`, {
        hint: 'Set `cache` of this target to false.',
      });
    }
    const targets = context.projectGraph.nodes[project]?.data.targets ?? {};
    const plan = Object.values(targets).find(({ executor: name }) => name === '@hone/build-fix:plan');
    const engine = createApplyEngine(workspaceOf(context), (plan?.options ?? {}) as PlanOptions);
    return createExecutor(engine)(options, context);
  } catch (error) {
    process.stdout.write(`${renderError(error)}\n`);
    return Promise.resolve({ success: false });
  }
};

export default executor;
