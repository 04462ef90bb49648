export { checkEngine } from './engine/check.js';
export type { CheckOptions } from './executors/check/schema.js';
