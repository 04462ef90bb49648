import { createExecutor } from '@hone/core/nx';
import { lockSliceEngine } from './engine.js';

export default createExecutor(lockSliceEngine);
