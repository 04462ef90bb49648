import { createExecutor } from '@hone/core/nx';
import { cacheEngine } from '../../engine/cache/cache.js';

/** `@hone/docker-multistage:cache`. */
export default createExecutor(cacheEngine);
