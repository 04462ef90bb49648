export type { Dockerfile, Instruction } from './engine/dockerfile/index.js';
export { parseDockerfile } from './engine/dockerfile/index.js';
export { lintEngine } from './engine/lint/lint.js';
export type { Example, Rule, RuleSource, Severity } from './engine/lint/rule.js';
