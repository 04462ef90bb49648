import type { LeftReason, LogEntry, SourceFiles } from '../types.js';
import type { Texts } from './choice.js';
import type { Scope } from './scope.js';

/** Why an entry has no fix. */
export interface Left {
  entry: LogEntry;
  reason: LeftReason;
  /** One sentence. */
  explanation: string;
}

/** Entries of a plan. */
export interface CheckedEntries {
  /** Those for which fixes are looked for: each diagnostic once, in the order of files, then of the log. */
  open: LogEntry[];
  left: Left[];
  /** How many belong to projects that this one does not depend on; nothing else is said of them. */
  foreign: number;
}

/** Drops what is told twice and what is no concern of the project, and sorts out what does not fit the files. */
export function checkEntries(
  entries: readonly LogEntry[],
  { files, texts, scope }: { files: SourceFiles; texts: Texts; scope: Scope },
): CheckedEntries {
  const checked: CheckedEntries = { open: [], left: [], foreign: 0 };
  for (const entry of distinct(entries)) {
    const file = entry.diagnostic.location?.file;
    if (file !== undefined && scope.isForeign(file)) {
      checked.foreign++;
      continue;
    }
    const problem = problemOf(entry, files, texts, scope);
    if (problem) checked.left.push({ entry, ...problem });
    else checked.open.push(entry);
  }
  return checked;
}

function problemOf(
  { diagnostic: { location } }: LogEntry,
  files: SourceFiles,
  texts: Texts,
  scope: Scope,
): Omit<Left, 'entry'> | undefined {
  if (!location) return undefined;
  const { file, region } = location;
  const excluded = scope.excludes(file);
  if (excluded !== undefined) return { reason: 'excluded', explanation: excluded };
  // A rule may know how to make a file that is missing; other fixers find nothing to read.
  if (!region || !files.exists(file)) return undefined;
  const index = texts.index(file);
  if (!index || region.start.line <= index.lineCount) return undefined;
  return {
    reason: 'out-of-range',
    explanation: `It is said of line ${region.start.line}, but ${file} has ${index.lineCount}: the file was changed since.`,
  };
}

/** A diagnostic that two targets tell counts once: the one that brings fixes along. */
function distinct(entries: readonly LogEntry[]): LogEntry[] {
  const found = new Map<string, LogEntry>();
  for (const entry of entries) {
    const { tool, ruleId, message, location } = entry.diagnostic;
    const key = JSON.stringify([tool, ruleId, message, location]);
    const known = found.get(key);
    if (!known || (!known.diagnostic.fixes?.length && entry.diagnostic.fixes?.length)) found.set(key, entry);
  }
  return [...found.values()];
}
