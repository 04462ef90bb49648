import stringWidth from 'string-width';
import type { Region } from '../diagnostic.js';
import { plain } from './plain.js';

const TAB = 4;
/** Cells of source that a frame shows at most; a longer line is cut around the caret. */
const FRAME_WIDTH = 100;

/** A piece of a line as a terminal shows it. */
interface Cell {
  text: string;
  width: number;
  /** UTF-16 offset of the piece in its line. */
  offset: number;
}

/** A source line ready to print with the marker line for below it. */
export interface Frame {
  line: number;
  source: string;
  /** Spaces, then carets under the marked range. */
  indent: number;
  carets: number;
}

/**
 * The line on which a region starts, with the place of its carets in terminal cells: tabs are spread, wide characters
 * count two, combining ones none. A region of several lines is marked to the end of its first.
 *
 * @param lineText that line without its line end; `region` counts columns in UTF-16 code units from 1
 */
export function frameOf(lineText: string, region: Region): Frame {
  const cells = toCells(lineText.replace(/^\uFEFF/, ''));
  const from = Math.max(0, region.start.column - 1);
  const to = region.end.line > region.start.line ? Infinity : Math.max(from + 1, region.end.column - 1);

  const before = widthOf(cells.filter((cell) => cell.offset + cell.text.length <= from));
  const marked = cells.filter((cell) => cell.offset + cell.text.length > from && cell.offset < to);
  const { source, shift } = cut(cells, before);
  const room = Math.max(1, stringWidth(source) - (before - shift));
  return {
    line: region.start.line,
    source,
    indent: before - shift,
    carets: Math.min(Math.max(1, widthOf(marked)), room),
  };
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function toCells(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    const width = segment === '\t' ? TAB - (column % TAB) : stringWidth(plain(segment));
    cells.push({ text: segment, width, offset: index });
    column += width;
  }
  return cells;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

/** Shows the whole line, or a window of it that holds the cell column `focus`. */
function cut(cells: readonly Cell[], focus: number): { source: string; shift: number } {
  const whole = widthOf(cells);
  if (whole <= FRAME_WIDTH) return { source: show(cells).trimEnd(), shift: 0 };

  const wanted = Math.max(0, Math.min(focus - FRAME_WIDTH / 4, whole - FRAME_WIDTH));
  const kept: Cell[] = [];
  let column = 0;
  let start = -1;
  for (const cell of cells) {
    if (column >= wanted && column + cell.width <= wanted + FRAME_WIDTH) {
      if (start < 0) start = column;
      kept.push(cell);
    }
    column += cell.width;
  }
  start = Math.max(0, start);
  const ends = start + widthOf(kept) >= whole;
  const head = start > 0 ? '…' : '';
  return { source: head + show(kept).trimEnd() + (ends ? '' : '…'), shift: start - head.length };
}

function show(cells: readonly Cell[]): string {
  return cells.map((cell) => (cell.text === '\t' ? ' '.repeat(cell.width) : plain(cell.text))).join('');
}
