export type * from './types.js';
export { findProjectModules, type ProjectModules, type ProjectModulesInput } from './project-modules.js';
