import { createExecutor } from '@hone/core/nx';
import { validateEngine } from '../../engine/validate.js';

/** `@hone/python-validate:validate` for one project. */
export default createExecutor(validateEngine);
