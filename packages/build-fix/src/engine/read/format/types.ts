import type { Level } from '@hone/core/diagnostics';
import type { FailureCategory } from '../../types.js';

/** How a tool counts columns. `display`: a tab goes to the next stop of 8. */
export type ColumnUnit = 'utf16' | 'codepoint' | 'byte' | 'display';

/** What a line that follows adds to its entry; the schema says what each does. */
export type Addition = 'message' | 'hint' | 'location' | 'frame' | 'related' | 'set' | 'nothing';

/** A format as its YAML document says it. See `formats/format.schema.json`. */
export interface FormatDocument {
  id: string;
  tool: string;
  summary: string;
  homepage?: string;
  category?: FailureCategory;
  columns?: ColumnUnit;
  /** The number of the first column. Default: 1. */
  firstColumn?: 0 | 1;
  /** Formats with a higher one are asked first. Default: 0. */
  priority?: number;
  levels?: Record<string, Level>;
  /** A file beside it: codes of rules by name. */
  codes?: string;
  entries: EntryDocument[];
  examples?: FormatExample[];
}

/** One kind of entry. */
export interface EntryDocument {
  literal: string | string[];
  pattern: string;
  flags?: 'i';
  tool?: string;
  category?: FailureCategory;
  defaults?: Record<string, string>;
  above?: AboveDocument;
  then?: ThenDocument[];
  until?: string;
  require?: string[];
  frames?: 'first' | 'last';
  directory?: 'enter' | 'leave';
  maxLines?: number;
}

/** A line above the entry that says what it leaves out: the heading with the file's name. */
export interface AboveDocument {
  pattern: string;
  /** Lines between the heading and the entry. */
  between?: string;
}

/** A line that belongs to the entry before it. */
export interface ThenDocument {
  pattern: string;
  add?: Addition;
  repeat?: 'once' | 'many';
  same?: string[];
  unless?: string;
  end?: boolean;
}

/** A log and what is read from it. */
export interface FormatExample {
  summary?: string;
  log: string;
  /** Files of the workspace. */
  files?: Record<string, string> | string[];
  entries: ExampleEntry[];
}

/** An entry, flat. */
export interface ExampleEntry {
  file?: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  level?: Level;
  tool?: string;
  rule?: string;
  message: string;
  hint?: string;
  category?: FailureCategory;
  task?: string;
  captures?: Record<string, string>;
  related?: { file?: string; line?: number; column?: number; message?: string }[];
}

/** Formats that are ready to read, in the order in which they are asked. */
export interface CompiledFormats {
  readonly formats: readonly CompiledFormat[];
}

export interface CompiledFormat {
  readonly id: string;
  readonly tool: string;
  readonly summary: string;
  /** The file that it came from, as in messages. */
  readonly file: string;
  readonly priority: number;
  readonly columns: ColumnUnit;
  readonly firstColumn: 0 | 1;
  readonly levels: ReadonlyMap<string, Level>;
  /** The code of a rule by the name that was printed; a code stays as it is. */
  readonly codeOf: (rule: string) => string;
  readonly entries: readonly CompiledEntry[];
}

export interface CompiledEntry {
  readonly format: CompiledFormat;
  readonly literals: readonly string[];
  readonly pattern: RegExp;
  readonly tool: string;
  readonly category: FailureCategory | undefined;
  readonly defaults: Readonly<Record<string, string>>;
  readonly above: { readonly pattern: RegExp; readonly between: RegExp | undefined } | undefined;
  readonly then: readonly CompiledThen[];
  readonly until: RegExp | undefined;
  readonly require: readonly string[];
  readonly frames: 'first' | 'last';
  readonly directory: 'enter' | 'leave' | undefined;
  readonly maxLines: number;
}

export interface CompiledThen {
  readonly pattern: RegExp;
  readonly add: Addition;
  readonly once: boolean;
  readonly same: readonly string[];
  readonly unless: string | undefined;
  readonly end: boolean;
}
