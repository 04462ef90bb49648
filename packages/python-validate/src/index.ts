export type * from './engine/check.js';
