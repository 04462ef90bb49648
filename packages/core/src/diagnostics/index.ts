export type * from './diagnostic.js';
export { compareDiagnostics, comparePositions, compareText, countByLevel, sortDiagnostics } from './compare.js';
export { HoneError, type HoneErrorDetails, errorMessage, renderError } from './hone-error.js';
