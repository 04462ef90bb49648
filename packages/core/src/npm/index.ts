export type * from './types.js';
export { indentOf, isObject, objectAt, parseJsonObject } from './json.js';
export { parseNpmManifest, reduceNpmRoot, type ReducedRoot, renderJson } from './manifest.js';
export { expandWorkspaces } from './workspaces.js';
export { parseNpmLock } from './lock.js';
export { cutNpmLock, isWorkspaceFolder, type NpmSlice, type NpmSliceRequest, sliceNpmLock } from './slice.js';
