export type * from './engine/check.js';
export { validateEngine } from './engine/validate.js';
