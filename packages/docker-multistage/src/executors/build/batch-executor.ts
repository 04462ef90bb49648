import { createBatchExecutor } from '@hone/core/nx';
import { buildEngine } from '../../engine/build/build.js';

/** `@hone/docker-multistage:build` for all projects of a batch, in one process. */
export default createBatchExecutor(buildEngine);
