/**
 * What the machine or its container lets this process use.
 *
 * @module
 */
export { type Limits, type MachineFacts, readLimits } from './read-limits.js';
export { type PlaceFacts, scratchPlace } from './scratch-place.js';
