import { createLineIndex } from '@hone/core/line-index';
import type { ColumnUnit } from '../format/types.js';

/** How a tool numbers the columns of a line. */
export interface ColumnRule {
  columns: ColumnUnit;
  firstColumn: 0 | 1;
}

/** The 1-based column in UTF-16 code units of a column that a tool printed; 1 for none. */
export type ConvertColumn = (line: number, column: number | undefined) => number;

/**
 * Columns of one file. Where the text is not at hand they stay as they are, which is right on every line of ASCII without
 * tabs.
 */
export function columnConverter(
  rule: ColumnRule,
  file: string,
  sources: ((file: string) => string | undefined) | undefined,
): ConvertColumn {
  const plain = (column: number | undefined): number =>
    column === undefined ? 1 : Math.max(1, column + 1 - rule.firstColumn);
  if (rule.columns === 'utf16' || !sources) return (_, column) => plain(column);
  return (line, column) => {
    const units = plain(column);
    if (units === 1) return 1;
    const text = linesOf(file, sources)(line);
    return text === undefined ? units : toUtf16(text, units, rule.columns);
  };
}

/** From a 1-based column in some unit to one in UTF-16 code units. A column behind the line keeps its distance to it. */
export function toUtf16(text: string, column: number, unit: ColumnUnit): number {
  if (unit === 'utf16' || (!NOT_PLAIN.test(text) && !(unit === 'display' && text.includes('\t')))) return column;
  let units = 0;
  let seen = 0;
  for (const character of text) {
    if (seen >= column - 1) return units + 1;
    seen += widthOf(character, seen, unit);
    units += character.length;
  }
  return units + (column - 1 - seen) + 1;
}

const NOT_PLAIN = /[^\0-\x7f]/;

function widthOf(character: string, at: number, unit: ColumnUnit): number {
  const code = character.codePointAt(0)!;
  if (unit === 'byte') return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  if (unit === 'display' && character === '\t') return 8 - (at % 8);
  return 1;
}

/** Entries of a file come together: the last one's lines are kept. */
let last:
  { file: string; sources: unknown; text: string | undefined; line: (line: number) => string | undefined } | undefined;

function linesOf(file: string, sources: (file: string) => string | undefined): (line: number) => string | undefined {
  if (last?.file !== file || last.sources !== sources) {
    const text = sources(file);
    const index = text === undefined ? undefined : createLineIndex(text);
    last = { file, sources, text, line: (line) => index?.lineText(line) };
  }
  return last.line;
}
