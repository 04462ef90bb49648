export { cloneEnvironments } from './clone-environments.js';
export { copyWorkspace, filesToCopy } from './copy-workspace.js';
export { firstError } from './first-error.js';
export { largestSafeSet, type SafeSet } from './largest-safe-set.js';
export { hideModules, linkModules } from './link-modules.js';
export { createNxRuns, findNx, type NxRuns, type TargetFailure, type WrittenGraph } from './nx-runs.js';
export { removeEnvironments } from './remove-environments.js';
export { createScratch, removeAbandoned, type Scratch } from './scratch.js';
export { scratchEnvironment } from './scratch-environment.js';
