/**
 * What rustc, clippy and cargo print as JSON, and diagnostics out of it with their suggestions as fixes.
 *
 * @module
 */
export type * from './types.js';
export type { MessageContext } from './context.js';
export { parseCargoMessage, toCargoMessage, toRustcDiagnostic } from './parse-message.js';
export { createDiagnosticReader, type DiagnosticReader, diagnosticsOf } from './diagnostics-of.js';
export { lessTrusted } from './fixes.js';
