/** How serious a finding is. The words are SARIF's result levels. */
export type Level = 'error' | 'warning' | 'note';

/** A place in a text: 1-based line and 1-based column, the column counted in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** A half-open range of a text: `end` is the position after the last character. */
export interface Region {
  start: Position;
  end: Position;
}

/** A file, named relative to the workspace root with forward slashes, and optionally a range in it. */
export interface Location {
  file: string;
  region?: Region;
}

/** Replaces the text in `region` by `newText`. An empty region inserts, an empty text deletes. */
export interface TextEdit {
  file: string;
  region: Region;
  newText: string;
}

/**
 * How far a fix can be trusted. `safe`: meaning is kept, apply without asking. `unsafe`: meaning may change, apply on
 * request. `manual`: shown to a person only.
 */
export type Applicability = 'safe' | 'unsafe' | 'manual';

/** One way to remove a diagnostic: its edits are applied all together or not at all. */
export interface Fix {
  description: string;
  applicability: Applicability;
  edits: TextEdit[];
}

/** One finding of one tool. */
export interface Diagnostic {
  /** Name of the tool that found it: a {@link ToolDescriptor.name}. */
  tool: string;
  /** The tool's own code (`F401`), or ours in kebab case with the area first (`python/import-undeclared`). */
  ruleId: string;
  level: Level;
  /** One or more sentences: what is wrong. */
  message: string;
  /** What to do about it, shown on a line of its own. */
  hint?: string;
  location?: Location;
  /** Other places that explain this one, each with a message. */
  related?: { message: string; location: Location }[];
  fixes?: Fix[];
}

/** What is known of a rule besides its findings. */
export interface RuleDescriptor {
  id: string;
  /** One sentence. */
  summary: string;
  /** Why what it finds is bad. */
  reason?: string;
  helpUri?: string;
  defaultLevel?: Level;
}

/** A tool that took part in a report. */
export interface ToolDescriptor {
  name: string;
  version?: string;
  informationUri?: string;
  /** Rules that may be listed; only those with findings are written. */
  rules?: RuleDescriptor[];
}

/** What one task found: the input of every renderer and of the SARIF writer. */
export interface Report {
  tools: ToolDescriptor[];
  diagnostics: Diagnostic[];
}
