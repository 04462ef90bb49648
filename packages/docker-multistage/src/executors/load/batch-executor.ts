import { createBatchExecutor } from '@hone/core/nx';
import { loadEngine } from '../../engine/oci/load.js';

/** `@hone/docker-multistage:load` for all projects of a batch, in one process. */
export default createBatchExecutor(loadEngine);
