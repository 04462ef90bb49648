export * from './diagnostics/index.js';
export * from './sarif/index.js';
export * from './edits/index.js';
export * from './process/index.js';
export * from './files/index.js';
export * from './manifests/index.js';
export * from './locks/index.js';
export * from './python/index.js';
