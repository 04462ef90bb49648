export { createDependencies, createNodes, name } from './graph/plugin.js';
/** The name that Nx before 23 used for {@link createNodes}; both are read. */
export { createNodes as createNodesV2 } from './graph/plugin.js';
export { postTasksExecution } from './build-fix/after-run.js';
export type { DepPruneOptions, DockerOptions, HoneOptions, PythonOptions, RustOptions } from './graph/options.js';
