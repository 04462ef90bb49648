import type { Applicability, Diagnostic, Fix, Level, Location, Region } from '@hone/core/diagnostics';
import { createLineIndex, type LineIndex } from '@hone/core/line-index';
import type { JsonReport, ReportContext, ReportEntry } from './report.js';
import { type Json, numberAt, recordsAt, recordAt, textAt } from './values.js';

/** `eslint -f json`: a list of files with their messages. Columns and ranges are in UTF-16 code units. */
export const eslint: JsonReport = {
  id: 'eslint-json',
  literals: ['"filePath":'],
  start: /^\[\{"filePath":/,
  shape: 'list',
  read(result, context) {
    const name = textAt(result, 'filePath');
    const file = name === undefined || name === '<text>' ? undefined : context.resolve(name);
    const index = file === undefined ? undefined : indexOf(file, result, context);
    return recordsAt(result, 'messages').map((message) => readMessage(message, file, name, index));
  },
};

function readMessage(
  message: Json,
  file: string | undefined,
  name: string | undefined,
  source: Source | undefined,
): ReportEntry {
  const level: Level = message['severity'] === 1 ? 'warning' : 'error';
  const location = file === undefined ? undefined : locationOf(file, message);
  const fixes = file === undefined || !source ? [] : fixesOf(file, message, source);
  const diagnostic: Diagnostic = {
    tool: 'eslint',
    // A message without a rule: the file does not parse, or ESLint says something of its own.
    ruleId: textAt(message, 'ruleId') ?? (message['fatal'] === true ? 'parse' : 'eslint'),
    level,
    message: textAt(message, 'message') ?? '',
    ...(location && { location }),
    ...(fixes.length > 0 && { fixes }),
  };
  return { diagnostic, category: 'lint', ...(!file && name !== undefined && { captures: { path: name } }) };
}

function locationOf(file: string, message: Json): Location {
  const line = numberAt(message, 'line');
  if (!line) return { file };
  const start = { line, column: Math.max(1, numberAt(message, 'column') ?? 1) };
  const endLine = numberAt(message, 'endLine');
  const endColumn = numberAt(message, 'endColumn');
  const end = endLine && endColumn ? { line: endLine, column: endColumn } : start;
  const backwards = end.line < start.line || (end.line === start.line && end.column < start.column);
  return { file, region: { start, end: backwards ? start : end } };
}

/** A text of which ESLint counted the offsets: without its byte order mark. */
interface Source {
  index: LineIndex;
  length: number;
}

/** Ranges mean the text that ESLint saw: of a file that is another by now, no fix is read. */
function indexOf(file: string, result: Json, { sources }: ReportContext): Source | undefined {
  const seen = textAt(result, 'source');
  const now = sources?.(file);
  if (sources && now === undefined) return undefined;
  if (seen !== undefined && now !== undefined && withoutMark(seen) !== withoutMark(now)) return undefined;
  const text = seen ?? now;
  return text === undefined
    ? undefined
    : { index: createLineIndex(withoutMark(text)), length: withoutMark(text).length };
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

function fixesOf(file: string, message: Json, source: Source): Fix[] {
  const own = readFix(file, recordAt(message, 'fix'), 'safe', `Fix \`${textAt(message, 'ruleId') ?? 'it'}\``, source);
  const suggested = recordsAt(message, 'suggestions').map((suggestion) =>
    readFix(file, recordAt(suggestion, 'fix'), 'unsafe', textAt(suggestion, 'desc') ?? 'Take the suggestion', source),
  );
  return [own, ...suggested].filter((fix) => fix !== undefined);
}

function readFix(
  file: string,
  fix: Json,
  applicability: Applicability,
  description: string,
  { index, length }: Source,
): Fix | undefined {
  const { range } = fix;
  const newText = textAt(fix, 'text');
  if (!Array.isArray(range) || newText === undefined) return undefined;
  const [from, to] = range as unknown[];
  // A range that begins at -1 takes away the byte order mark, which has no column here.
  if (typeof from !== 'number' || typeof to !== 'number' || from < 0 || to < from || to > length) return undefined;
  const region: Region = { start: index.offsetToPosition(from), end: index.offsetToPosition(to) };
  return { description, applicability, edits: [{ file, region, newText }] };
}
