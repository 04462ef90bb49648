export type * from './diagnostic.js';
export { compareDiagnostics, comparePositions, compareText, countByLevel, sortDiagnostics } from './compare.js';
export { HoneError, type HoneErrorDetails, errorMessage, renderError } from './hone-error.js';
export { renderGithubAnnotations } from './render/github.js';
export { type TerminalOptions, renderTerminal } from './render/terminal.js';
