import { createBatchExecutor } from '@hone/core/nx';
import { pruneEngine } from '../../engine/prune.js';
import { refuseCached } from './uncached.js';

/** `@hone/dep-prune:prune` for all projects of a batch, in one process. */
export default createBatchExecutor(pruneEngine, refuseCached);
