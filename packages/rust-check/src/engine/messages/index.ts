/**
 * From what cargo prints to diagnostics. The way: `createMessageReader` turns the output of
 * `cargo … --message-format=json` into typed messages; those of one crate go to `collectDiagnostics`; what cargo itself
 * says on its standard error goes through `parseCargoNotices`.
 *
 * @module
 */
export type * from '@hone/core/rustc';
export { diagnosticsOf, parseCargoMessage } from '@hone/core/rustc';
export { createMessageReader, type MessageReader } from './message-reader.js';
export { createSourceReader, type SourceReader } from './source-reader.js';
export { collectDiagnostics } from './collect.js';
export { mergeDuplicates } from './merge.js';
export { denyWarnings } from './levels.js';
export { type CargoNotice, parseCargoNotices } from './cargo-notices.js';
export { describeCompilers, type ToolVersions } from './describe.js';
