import { createBatchExecutor } from '@hone/core/nx';
import { lintEngine } from '../../engine/lint/lint.js';

/** `@hone/docker-multistage:lint` for all projects of a batch, in one process. */
export default createBatchExecutor(lintEngine);
