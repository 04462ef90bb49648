import type { Position, Region } from '../diagnostics/diagnostic.js';
import { HoneError } from '../diagnostics/hone-error.js';

/**
 * Finds lines and columns in one text. Lines end with `\n`, `\r\n` or a lone `\r`, as in Python and the language server
 * protocol; a column counts UTF-16 code units from 1. A byte order mark belongs to no column: the first character
 * after it is at 1:1.
 */
export interface LineIndex {
  /** At least 1; a text that ends with a line end has an empty last line. */
  readonly lineCount: number;
  /** UTF-16 offset of a position. @throws HoneError with code `edit/out-of-range` when the text has no such place */
  positionToOffset(position: Position): number;
  /** The position of a UTF-16 offset; one between `\r` and `\n` counts as the end of its line. @throws HoneError */
  offsetToPosition(offset: number): Position;
  /** The text of a line (1-based) without its line end, `undefined` when there is no such line. */
  lineText(line: number): string | undefined;
  /** UTF-16 offsets of a region. @throws HoneError with code `edit/out-of-range`, also when it ends before it starts */
  regionToOffsets(region: Region): { start: number; end: number };
}

/** Reads the text once (about a millisecond a megabyte); each question after that is a table or a binary search. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);

  const endOf = (line: number): number => {
    let end = line < starts.length ? starts[line]! : text.length;
    if (line < starts.length) {
      end--;
      if (text.charCodeAt(end) === LF && end > starts[line - 1]! && text.charCodeAt(end - 1) === CR) end--;
    }
    return end;
  };

  const positionToOffset = ({ line, column }: Position): number => {
    if (!(Number.isInteger(line) && line >= 1 && line <= starts.length)) {
      throw outOfRange(`line ${line}`, `the text has ${starts.length} line${starts.length === 1 ? '' : 's'}`, line);
    }
    const start = starts[line - 1]!;
    const end = endOf(line);
    if (!(Number.isInteger(column) && column >= 1 && start + column - 1 <= end)) {
      throw outOfRange(`column ${column} of line ${line}`, `the line ends at column ${end - start + 1}`, line);
    }
    return start + column - 1;
  };

  return {
    lineCount: starts.length,
    positionToOffset,
    offsetToPosition(offset) {
      if (!(Number.isInteger(offset) && offset >= 0 && offset <= text.length)) {
        throw outOfRange(`offset ${offset}`, `the text has ${text.length} UTF-16 code units`);
      }
      const line = lineOf(starts, offset);
      return { line, column: Math.max(0, Math.min(offset, endOf(line)) - starts[line - 1]!) + 1 };
    },
    lineText(line) {
      return line >= 1 && line <= starts.length ? text.slice(starts[line - 1], endOf(line)) : undefined;
    },
    regionToOffsets(region) {
      const start = positionToOffset(region.start);
      const end = positionToOffset(region.end);
      if (end < start) throw outOfRange('a region that ends before it starts', 'its end must follow its start');
      return { start, end };
    },
  };
}

/** UTF-16 offset of one position; make a {@link createLineIndex} to ask more than once. @throws HoneError */
export function positionToOffset(text: string, position: Position): number {
  return createLineIndex(text).positionToOffset(position);
}

/** Position of one UTF-16 offset; make a {@link createLineIndex} to ask more than once. @throws HoneError */
export function offsetToPosition(text: string, offset: number): Position {
  return createLineIndex(text).offsetToPosition(offset);
}

const LF = 10;
const CR = 13;
const BOM = 0xfeff;

/** Offset of the first character of each line. */
function lineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === BOM ? 1 : 0];
  const hasCr = text.includes('\r');
  if (!hasCr) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

/** The 1-based number of the last line that starts at or before `offset`. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function outOfRange(what: string, fact: string, line?: number): HoneError {
  return new HoneError(`There is no ${what}: ${fact}.`, {
    code: 'edit/out-of-range',
    hint: 'The file has probably changed since it was read; run the tool again.',
    ...(line === undefined ? {} : { line }),
  });
}
