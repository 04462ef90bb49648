import { createBatchExecutor } from '@hone/core/nx';
import { pruneEngine } from '../../engine/prune.js';

/** `@hone/dep-prune:prune` for all projects of a batch, in one process. */
export default createBatchExecutor(pruneEngine);
