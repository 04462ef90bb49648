import { createExecutor } from '@hone/core/nx';
import { loadEngine } from '../../engine/oci/load.js';

/** `@hone/docker-multistage:load` for one project. */
export default createExecutor(loadEngine);
