import { renderError } from '@hone/core/diagnostics';
import { type SingleExecutor, createExecutor } from '@hone/core/nx';
import { pruneEngine } from '../../engine/prune.js';
import type { PruneOptions } from './schema.js';
import { refuseCached } from './uncached.js';

const run = createExecutor(pruneEngine);

/** `@hone/dep-prune:prune` for one project. */
const executor: SingleExecutor<PruneOptions> = (options, context) => {
  try {
    const { projectName: project = '', targetName: target = '' } = context;
    refuseCached(options, { project, target }, context.target?.cache);
    return run(options, context);
  } catch (error) {
    process.stdout.write(`${renderError(error)}\n`);
    return Promise.resolve({ success: false });
  }
};

export default executor;
