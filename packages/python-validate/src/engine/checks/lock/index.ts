export { checkLock } from './lock-check.js';
export { lockRules } from './rules/index.js';
