import type { LogEntry } from '../types.js';
import { combineFormats } from './format/load-formats.js';
import type { CompiledFormat, ExampleEntry, FormatExample } from './format/types.js';
import { readLogText } from './read-log.js';
import { createFileResolver } from './resolve.js';

/** What an example should give and what it gave, to be compared as a whole. */
export interface ExampleOutcome {
  actual: ExampleEntry[];
  expected: ExampleEntry[];
}

/**
 * Reads the log of an example. Both sides hold the places of all entries; of the rest, what the example gives.
 *
 * @param formats the example's own format, or all of them to see that no other takes its lines
 */
export function runExample(example: FormatExample, formats: readonly CompiledFormat[]): ExampleOutcome {
  const texts = example.files && !Array.isArray(example.files) ? example.files : {};
  const names = new Set(Array.isArray(example.files) ? example.files : Object.keys(texts));
  const entries = readLogText(example.log, {
    formats: combineFormats([], formats),
    ...(example.files && { resolve: createFileResolver({ exists: (file) => names.has(file) }) }),
    sources: (file) => texts[file],
  });
  return {
    expected: example.entries,
    actual: entries.map((entry, index) => flatten(entry, example.entries[index] ?? { message: '' })),
  };
}

/** An entry as an example writes it: its place and message, and what the expected one speaks of. */
function flatten({ diagnostic, captures, category, task }: LogEntry, expected: ExampleEntry): ExampleEntry {
  const { location, related } = diagnostic;
  const all: ExampleEntry = {
    ...placeOf(location),
    level: diagnostic.level,
    tool: diagnostic.tool,
    rule: diagnostic.ruleId,
    message: diagnostic.message,
    ...(diagnostic.hint !== undefined && { hint: diagnostic.hint }),
    ...(category && { category }),
    ...(task !== undefined && { task }),
    ...(captures && { captures: { ...captures } }),
    ...(related && { related: related.map((it) => ({ ...startOf(it.location), message: it.message })) }),
  };
  const shown = Object.entries(all).filter(([name]) => PLACE.has(name) || name in expected);
  const actual = Object.fromEntries(shown) as unknown as ExampleEntry;
  // A single point: an example that gives no column or no end means what the log said.
  if (actual.column === 1 && expected.column === undefined) delete actual.column;
  if (expected.endLine === undefined && actual.endLine === actual.line) delete actual.endLine;
  if (expected.endColumn === undefined && actual.endColumn === (actual.column ?? 1)) delete actual.endColumn;
  return actual;
}

const PLACE: ReadonlySet<string> = new Set(['file', 'line', 'column', 'endLine', 'endColumn', 'message']);

function startOf(location: LogEntry['diagnostic']['location']): Partial<ExampleEntry> {
  const { file, line, column } = placeOf(location);
  return { ...(file !== undefined && { file }), ...(line !== undefined && { line, column }) };
}

function placeOf(location: LogEntry['diagnostic']['location']): Partial<ExampleEntry> {
  if (!location) return {};
  const { file, region } = location;
  if (!region) return { file };
  const { start, end } = region;
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
