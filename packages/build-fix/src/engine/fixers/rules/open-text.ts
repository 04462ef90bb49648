import type { TextEdit } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/line-index';

/** New text in the place of a piece of the present one, by offsets. */
export interface Replacement {
  start: number;
  end: number;
  newText: string;
}

/** A text under change that remembers which of its pieces are the original's. */
export interface OpenText {
  text(): string;
  /** Replaces pieces of the present text that do not overlap; new text takes the original's line ends. */
  replace(replacements: readonly Replacement[]): void;
  /** All changes so far as edits of the original. */
  edits(file: string): TextEdit[];
}

interface Piece {
  text: string;
  /** Offset in the original; absent for new text. */
  from?: number;
}

/** Starts with one piece, the whole original. */
export function openText(original: string): OpenText {
  const lineEnd = original.includes('\r\n') ? '\r\n' : '\n';
  let pieces: Piece[] = [{ text: original, from: 0 }];
  return {
    text: () => pieces.map(({ text }) => text).join(''),
    replace(replacements) {
      // From the last to the first, so that offsets stay true; of two insertions at one place the later in the list first.
      const order = replacements.map((item, index) => ({ item, index }));
      order.sort((a, b) => b.item.start - a.item.start || b.index - a.index);
      for (const { start, end, newText } of order.map(({ item }) => item)) {
        const [before, rest] = splitAt(pieces, start);
        const after = splitAt(rest, end - start)[1];
        pieces = [...before, { text: newText.replace(/\r?\n/g, lineEnd) }, ...after].filter(({ text }) => text !== '');
      }
    },
    edits: (file) => editsOf(file, original, pieces),
  };
}

function splitAt(pieces: readonly Piece[], offset: number): [Piece[], Piece[]] {
  let left = offset;
  for (const [at, { text, from }] of pieces.entries()) {
    if (left === 0) return [pieces.slice(0, at), pieces.slice(at)];
    if (left < text.length) {
      const tail: Piece = { text: text.slice(left), ...(from !== undefined && { from: from + left }) };
      return [
        [...pieces.slice(0, at), { ...pieces[at]!, text: text.slice(0, left) }],
        [tail, ...pieces.slice(at + 1)],
      ];
    }
    left -= text.length;
  }
  return [[...pieces], []];
}

function editsOf(file: string, original: string, pieces: readonly Piece[]): TextEdit[] {
  const index = createLineIndex(original);
  const edits: TextEdit[] = [];
  let start = 0;
  let newText = '';
  const flush = (end: number): void => {
    if (original.slice(start, end) === newText) return;
    const region = { start: index.offsetToPosition(start), end: index.offsetToPosition(end) };
    edits.push({ file, region, newText });
  };
  for (const { text, from } of pieces) {
    if (from === undefined) {
      newText += text;
      continue;
    }
    flush(from);
    start = from + text.length;
    newText = '';
  }
  flush(original.length);
  return edits;
}
