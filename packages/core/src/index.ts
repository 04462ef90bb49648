export type * from './diagnostics/diagnostic.js';
export * from './manifests/index.js';
export * from './locks/index.js';
export * from './python/index.js';
