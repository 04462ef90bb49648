import type { TextEdit } from '../diagnostics/diagnostic.js';
import { createLineIndex } from './line-index.js';
import { dominantLineEnd, type Span, sortSpans } from './spans.js';

/** A text under change that remembers which of its pieces are the original's. */
export interface OpenText {
  text(): string;
  /** Replaces spans of the present text that do not overlap; inserted text takes the original's line ends. */
  replace(spans: readonly Span[]): void;
  /** All changes so far, as edits of the original. */
  edits(file: string): TextEdit[];
}

interface Piece {
  text: string;
  /** Offset in the original; absent for new text. */
  from?: number;
}

/** Starts with one piece, the whole original. */
export function openText(original: string): OpenText {
  const eol = dominantLineEnd(original) ?? '\n';
  let pieces: Piece[] = [{ text: original, from: 0 }];
  return {
    text: () => pieces.map(({ text }) => text).join(''),
    replace(spans) {
      // From the last to the first, so that offsets stay true; of two insertions at one place the later in the list first.
      for (const { start, end, newText } of sortSpans(spans).reverse()) {
        const [before, rest] = split(pieces, start);
        const after = split(rest, end - start)[1];
        pieces = [...before, { text: newText.replace(/\r?\n/g, eol) }, ...after].filter(({ text }) => text !== '');
      }
    },
    edits: (file) => editsOf(file, original, pieces),
  };
}

function split(pieces: readonly Piece[], offset: number): [Piece[], Piece[]] {
  let left = offset;
  const at = pieces.findIndex(({ text }) => {
    if (left < text.length) return true;
    left -= text.length;
    return false;
  });
  const piece = pieces[at];
  if (!piece || left === 0) return at < 0 ? [[...pieces], []] : [pieces.slice(0, at), pieces.slice(at)];
  const { text, from } = piece;
  const head: Piece = { ...piece, text: text.slice(0, left) };
  const tail: Piece = { text: text.slice(left), ...(from !== undefined && { from: from + left }) };
  return [
    [...pieces.slice(0, at), head],
    [tail, ...pieces.slice(at + 1)],
  ];
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
    } else {
      flush(from);
      start = from + text.length;
      newText = '';
    }
  }
  flush(original.length);
  return edits;
}
