import type { LogEntry } from '../types.js';
import type { CompiledFormats } from './format/types.js';
import type { FileResolver } from './resolve.js';

export interface ReadLogOptions {
  /** The text formats to read, see `loadFormats`; without them only JSON and SARIF are read. */
  formats?: CompiledFormats;
  /** Absolute path: absolute names below it are files of the workspace. */
  workspaceRoot?: string;
  /** Finds files that a log names in the workspace, see `createFileResolver`. Default: by name alone. */
  resolve?: FileResolver;
  /** The text of a file, for columns and offsets that are not in UTF-16 code units. */
  sources?: (file: string) => string | undefined;
  /** The task whose output it is, `app:test`, where the log does not say it. */
  task?: string;
  /** Tasks whose names or projects' names may be prefixes of lines, besides those that the log names. */
  tasks?: readonly string[];
}

/** What was read. */
export interface LogStats {
  bytes: number;
  lines: number;
  entries: number;
  /** Lines that were too long to be read whole. */
  longLines: number;
  /** JSON reports that ended before their end, or were no JSON; what could be read of them was. */
  brokenReports: number;
}

export interface ReadStreamOptions extends ReadLogOptions {
  /** Gets each entry as soon as it is complete. */
  onEntry(this: void, entry: LogEntry): void;
}
