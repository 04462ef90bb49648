import type { Position } from '@hone/core/diagnostics';
import { createLineIndex, type LineIndex } from '@hone/core/line-index';
import type { ColumnUnit } from './format/types.js';

/** Where a tool says something is: a 1-based column in some unit, as a position in UTF-16 code units. */
export type PositionOf = (file: string, line: number, column: number, unit: ColumnUnit) => Position;

/**
 * Converts columns by the texts of files. Where there is none, or not that line, a column stays as it is, which is right
 * on every line of ASCII without tabs.
 */
export function createPosition(sources: ((file: string) => string | undefined) | undefined): PositionOf {
  // Entries of a file mostly come together.
  const indexes = new Map<string, LineIndex | undefined>();
  const indexOf = (file: string): LineIndex | undefined => {
    if (!indexes.has(file)) {
      const text = sources?.(file);
      if (indexes.size >= MAX_FILES) indexes.clear();
      indexes.set(file, text === undefined ? undefined : createLineIndex(text));
    }
    return indexes.get(file);
  };
  return (file, line, column, unit) => {
    if (unit === 'utf16' || column <= 1 || !sources) return { line, column: Math.max(1, column) };
    const text = indexOf(file)?.lineText(line);
    return { line, column: text === undefined ? column : toUtf16(text, column, unit) };
  };
}

const MAX_FILES = 64;

/** From a 1-based column in some unit to one in UTF-16 code units. A column behind the line keeps its distance to it. */
export function toUtf16(text: string, column: number, unit: ColumnUnit): number {
  if (unit === 'utf16' || (!BEYOND_ASCII.test(text) && !(unit === 'display' && text.includes('\t')))) return column;
  let units = 0;
  let seen = 0;
  for (const character of text) {
    if (seen >= column - 1) return units + 1;
    seen += widthOf(character, seen, unit);
    units += character.length;
  }
  return units + Math.max(0, column - 1 - seen) + 1;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

function widthOf(character: string, at: number, unit: ColumnUnit): number {
  const code = character.codePointAt(0) ?? 0;
  if (unit === 'byte') return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  return unit === 'display' && character === '\t' ? 8 - (at % 8) : 1;
}
