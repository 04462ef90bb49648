import { createBatchExecutor } from '@hone/core/nx';
import { lockSliceEngine } from './engine.js';

export default createBatchExecutor(lockSliceEngine);
