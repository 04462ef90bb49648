import { createExecutor } from '@hone/core/nx';
import { lintEngine } from '../../engine/lint/lint.js';

/** `@hone/docker-multistage:lint` for one project. */
export default createExecutor(lintEngine);
