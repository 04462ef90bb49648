import { createBatchExecutor } from '@hone/core/nx';
import { contextEngine } from '../../engine/context/context.js';

/** `@hone/docker-multistage:context` for all projects of a batch, in one process. */
export default createBatchExecutor(contextEngine);
