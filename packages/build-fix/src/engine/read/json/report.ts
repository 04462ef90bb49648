import type { Diagnostic, Position } from '@hone/core/diagnostics';
import type { FailureCategory } from '../../types.js';
import type { ColumnUnit } from '../format/types.js';
import type { Json } from './values.js';

/** What a reader of a report needs. */
export interface ReportContext {
  /** Absolute path of the workspace, where it is known. */
  workspaceRoot: string | undefined;
  /** The workspace's name of a file that a report names. */
  resolve(this: void, name: string): string | undefined;
  sources: ((file: string) => string | undefined) | undefined;
  /** Converts a 1-based column of a file's line into UTF-16 code units; as it is where the text is not at hand. */
  position(this: void, file: string, line: number, column: number, unit: ColumnUnit): Position;
}

/** What a report says at one place. */
export interface ReportEntry {
  diagnostic: Diagnostic;
  category?: FailureCategory;
  captures?: Record<string, string>;
}

/** The JSON of one tool. */
export interface JsonReport {
  /** The format of its entries: `eslint-json`. */
  id: string;
  /** Text that is in it, within its first lines. */
  literals: readonly string[];
  /** How it begins, without blanks. */
  start: RegExp;
  /** `line`: an object on a line of its own. `list`: a list, whose objects are read one by one. `whole`: one object. */
  shape: 'line' | 'list' | 'whole';
  /** Of a whole one: how many objects and lists are around a finding, so that one that was cut off can be read so far. */
  depth?: number;
  /** Reads the object, or one object of the list. */
  read(this: void, value: Json, context: ReportContext, text: string): ReportEntry[];
}
