import { createExecutor } from '@hone/core/nx';
import { checkEngine } from '../../engine/check.js';

/** `@hone/rust-check:check` for one project. */
export default createExecutor(checkEngine);
