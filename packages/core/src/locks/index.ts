export type * from './types.js';
export { parseUvLock } from './uv-lock.js';
export { parsePoetryLock } from './poetry-lock.js';
export { createLockReader, readPythonLock, type FoundLock } from './read-lock.js';
export { createSlicer, directPackages, sliceLock, type LockSlicer, type SliceProject } from './slice.js';
export { parseLockSlice, renderLockSlice } from './slice-text.js';
export { poetryContentHash } from './content-hash.js';
