import type { Span } from './types.js';

/** Text that was put together from pieces of a file, and knows where each character comes from. */
export interface LogicalText {
  readonly text: string;
  /** The offset in the file of a character; for the end of the text, the offset after its last character. */
  offsetOf(index: number): number;
  /** The range in the file that a range of the text comes from. */
  spanOf(start: number, end: number): Span;
  /** A part of the text. */
  slice(start: number, end?: number): LogicalText;
}

/** Where a piece of the text begins, there and in the file. */
interface Piece {
  at: number;
  source: number;
}

/** Puts logical text together, piece by piece. */
export class LogicalTextBuilder {
  #text = '';
  readonly #pieces: Piece[] = [];

  /** @param source the offset in the file of the first character */
  add(text: string, source: number): void {
    this.#pieces.push({ at: this.#text.length, source });
    this.#text += text;
  }

  build(): LogicalText {
    return createLogicalText(this.#text, this.#pieces);
  }
}

/** Text that stands in the file as it is. */
export function plainText(text: string, source: number): LogicalText {
  return createLogicalText(text, [{ at: 0, source }]);
}

function createLogicalText(text: string, pieces: readonly Piece[]): LogicalText {
  const offsetOf = (index: number): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pieces[middle]!.at <= index) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    return piece ? piece.source + index - piece.at : 0;
  };
  return {
    text,
    offsetOf,
    spanOf: (start, end) => ({
      start: offsetOf(start),
      end: end > start ? offsetOf(end - 1) + 1 : offsetOf(start),
    }),
    slice: (start, end = text.length) => sliceOf(text, pieces, offsetOf, start, end),
  };
}

function sliceOf(
  text: string,
  pieces: readonly Piece[],
  offsetOf: (index: number) => number,
  start: number,
  end: number,
): LogicalText {
  const inside = pieces
    .filter(({ at }) => at > start && at < end)
    .map(({ at, source }) => ({ at: at - start, source }));
  return createLogicalText(text.slice(start, end), [{ at: 0, source: offsetOf(start) }, ...inside]);
}
