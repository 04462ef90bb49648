export { dockerfileGlobs, dockerfileVariant, isDockerfileName } from './dockerfile-names.js';
export { type IgnoreRules, parseIgnoreRules } from './ignore-rules.js';
export { isInside, toPosix } from './paths.js';
export { createWalker, type FileEntry, isSkippedFolder, listFiles, type ListOptions, type Walker } from './walker.js';
