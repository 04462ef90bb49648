import { createExecutor } from '@hone/core/nx';
import { buildEngine } from '../../engine/build/build.js';

/** `@hone/docker-multistage:build` for one project. */
export default createExecutor(buildEngine);
