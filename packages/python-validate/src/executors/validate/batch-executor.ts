import { createBatchExecutor } from '@hone/core/nx';
import { validateEngine } from '../../engine/validate.js';

/** `@hone/python-validate:validate` for all projects of a batch, in one process. */
export default createBatchExecutor(validateEngine);
