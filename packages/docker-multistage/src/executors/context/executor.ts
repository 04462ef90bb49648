import { createExecutor } from '@hone/core/nx';
import { contextEngine } from '../../engine/context/context.js';

/** `@hone/docker-multistage:context` for one project. */
export default createExecutor(contextEngine);
