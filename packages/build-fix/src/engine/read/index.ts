/**
 * From the bytes of a log to entries. The way: chunks are searched for what some format's lines hold; lines around that
 * lose their prefix and escape sequences and go to the reader of their lane (a task's output); there formats match them,
 * lines that follow are added, and the entry is complete. JSON reports take a way of their own.
 *
 * @module
 */
export type * from './format/types.js';
export { combineFormats, type LoadedFormats, loadFormats, userFormatsFolder } from './format/load-formats.js';
export type * from './types.js';
export { readLog, readLogText } from './read-log.js';
export { createFileResolver, type FileResolver, type NamePlace, type ResolverFacts } from './resolve.js';
