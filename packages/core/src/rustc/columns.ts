import type { Region } from '../diagnostics/diagnostic.js';
import type { RustcSpan } from './types.js';

/** The region of a span by its lines and columns, from rustc's characters to UTF-16 code units. */
export function regionInLines(span: RustcSpan): Region {
  const column = (line: string | undefined, characters: number): number =>
    line === undefined || !/[\ud800-\udbff]/.test(line)
      ? characters
      : [...line].slice(0, characters - 1).join('').length + 1;
  // What has no place (the whole crate) comes with zeros.
  const start = {
    line: Math.max(1, span.line_start),
    column: Math.max(1, column(span.text[0]?.text, span.column_start)),
  };
  const end = {
    line: Math.max(1, span.line_end),
    column: Math.max(1, column(span.text.at(-1)?.text, span.column_end)),
  };
  const backwards = end.line < start.line || (end.line === start.line && end.column < start.column);
  return { start, end: backwards ? start : end };
}
