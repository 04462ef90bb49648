import { createExecutor } from '@hone/core/nx';
import { pruneEngine } from '../../engine/prune.js';
import { refuseCached } from './uncached.js';

/** `@hone/dep-prune:prune` for one project. */
export default createExecutor(pruneEngine, refuseCached);
