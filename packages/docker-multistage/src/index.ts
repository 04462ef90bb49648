/**
 * The engines behind the executors, for programs of your own: each is a function from tasks to outcomes that knows nothing
 * of Nx. What they read and write (`docker-context.json`, `image.json`) has its types here.
 *
 * @packageDocumentation
 */

// Dockerfiles: read as the builder reads them, with the place of every character.
export { parseDockerfile } from './engine/dockerfile/index.js';
export type { Dockerfile, Instruction } from './engine/dockerfile/index.js';

// docker-lint
export { lintEngine } from './engine/lint/lint.js';
export type { Example, Rule, RuleSource, Severity } from './engine/lint/rule.js';
export type { LintOptions } from './executors/lint/schema.js';

// docker-context
export { contextEngine } from './engine/context/context.js';
export { parseContextFile } from './engine/context/context-file.js';
export type { ContextFile } from './engine/context/context-file.js';
export type { ContextOptions } from './executors/context/schema.js';

// docker-build and docker-load
export { buildEngine } from './engine/build/build.js';
export { loadEngine } from './engine/oci/load.js';
export { parseImageFile } from './engine/oci/image-file.js';
export type { BuildStep, ImageFile, ImageLayer, ImagePlatform, ImageResult } from './engine/build/types.js';
export type { BuildOptions } from './executors/build/schema.js';
export type { LoadOptions } from './executors/load/schema.js';

// The generator `optimize`, as a function from text to text.
export { optimizeDockerfile } from './engine/optimize/optimize.js';
export type { OptimizeInput, OptimizeResult, PassReport } from './engine/optimize/optimize.js';
