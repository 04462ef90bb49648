import { createBatchExecutor } from '@hone/core/nx';
import { checkEngine } from '../../engine/check.js';

/** `@hone/rust-check:check` for all projects of a batch, in one process. */
export default createBatchExecutor(checkEngine);
