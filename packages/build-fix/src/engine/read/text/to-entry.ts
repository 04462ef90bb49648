import type { Diagnostic, Level, Location, Position } from '@hone/core/diagnostics';
import type { LogEntry } from '../../types.js';
import { fillTemplate, isPart, type Said } from '../format/groups.js';
import type { CompiledEntry } from '../format/types.js';
import type { OpenEntry } from './collect-lines.js';
import type { PositionOf } from '../position.js';

/** What a place in a log is understood with. */
export interface PlaceContext {
  /** The workspace's name of a file that a log names; `undefined` outside. */
  resolve(this: void, name: string): string | undefined;
  position: PositionOf;
  task?: string | undefined;
}

/** What all lines of an entry said, as an entry of the log; `undefined` when it lacks what its format requires. */
export function toLogEntry(open: OpenEntry, context: PlaceContext): LogEntry | undefined {
  const { entry } = open;
  const said = withDefaults(open.said, entry);
  if (said.caret !== undefined) said.column ??= String(said.caret.length + entry.format.firstColumn);
  const places = placesOf(open, said, context);
  const hasPlace = places.location !== undefined || places.outside !== undefined;
  if (!entry.require.every((name) => said[name] !== undefined || (name === 'file' && hasPlace))) return undefined;
  const level = levelOf(said.level, entry);
  const captures = capturesOf(said);
  if (places.outside !== undefined) captures.path ??= places.outside;
  const message = (said.message ?? '').trimEnd();
  const hint = said.hint?.trim() ?? '';
  const diagnostic: Diagnostic = {
    tool: entry.tool,
    ruleId: said.rule ? entry.format.codeOf(said.rule) : level,
    level,
    message: message === '' ? said.rule || level : message,
    ...(hint !== '' && { hint }),
    ...(places.location && { location: places.location }),
    ...(places.related.length > 0 && { related: places.related }),
  };
  return {
    diagnostic,
    format: entry.format.id,
    logLine: open.logLine,
    ...(context.task !== undefined && { task: context.task }),
    ...(hasKeys(captures) && { captures }),
    ...(entry.category !== undefined && { category: entry.category }),
  };
}

function withDefaults(said: Said, { defaults }: CompiledEntry): Said {
  for (const name in defaults) {
    const template = defaults[name]!;
    if (said[name] === undefined || said[name] === '') said[name] = fillTemplate(template, said);
  }
  return said;
}

function levelOf(word: string | undefined, { format }: CompiledEntry): Level {
  return (word !== undefined && format.levels.get(word.toLowerCase())) || 'error';
}

function capturesOf(said: Said): Record<string, string> {
  const captures: Record<string, string> = {};
  for (const name in said) if (!isPart(name)) captures[name] = said[name]!;
  return captures;
}

function hasKeys(record: object): boolean {
  for (const _ in record) return true;
  return false;
}

type Related = NonNullable<Diagnostic['related']>;

interface Places {
  location: Location | undefined;
  related: Related;
  /** A name that is of no file of the workspace. */
  outside: string | undefined;
}

/** The place of the entry, of a stack the frame that counts, and the places around it. */
function placesOf({ entry, frames, related }: OpenEntry, said: Said, context: PlaceContext): Places {
  const locate = (it: Said): Location | undefined => locationOf(it, entry, context);
  const own = locate(said);
  const stack = frames.map((frame) => ({ message: frame.message ?? '', location: locate(frame) }));
  const inside = stack.filter((frame): frame is Related[number] => frame.location !== undefined);
  const chosen = own ? undefined : entry.frames === 'first' ? inside[0] : inside.at(-1);
  const named = said.file ?? (entry.frames === 'first' ? frames[0] : frames.at(-1))?.file;
  const location = own ?? chosen?.location;
  const others = related.flatMap((it) => {
    const place = locate(it);
    return place ? [{ message: it.message ?? it.more ?? '', location: place }] : [];
  });
  return {
    location,
    related: [...inside.filter((frame) => frame !== chosen), ...others],
    outside: location ? undefined : named,
  };
}

function locationOf(said: Said, { format }: CompiledEntry, context: PlaceContext): Location | undefined {
  const { file: name, line: lineText } = said;
  if (name === undefined || name === '') return undefined;
  const file = context.resolve(name);
  if (file === undefined) return undefined;
  const line = wholeNumber(lineText);
  if (!line) return { file };
  const at = (onLine: number, column: number | undefined): Position =>
    context.position(file, onLine, (column ?? format.firstColumn) + 1 - format.firstColumn, format.columns);
  const start = at(line, wholeNumber(said.column));
  const endLine = wholeNumber(said.endLine) ?? line;
  const endColumn = wholeNumber(said.endColumn);
  const end = endColumn === undefined ? { line: endLine, column: start.column } : at(endLine, endColumn);
  const backwards = end.line < start.line || (end.line === start.line && end.column < start.column);
  return { file, region: { start, end: backwards ? start : end } };
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '' || text.length > 10) return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}
