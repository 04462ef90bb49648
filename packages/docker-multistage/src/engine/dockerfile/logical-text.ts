import type { Span } from './span.js';

/** Where a piece of the text begins, there and in the file. */
interface Piece {
  at: number;
  source: number;
}

/** Text that was put together from pieces of a file, and knows where each character comes from. */
export class LogicalText {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.#pieces = pieces;
  }

  /** The offset in the file of a character; for the end of the text, the offset after its last character. */
  offsetOf(index: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle]!.at <= index) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    return piece ? piece.source + index - piece.at : 0;
  }

  /** The range in the file that a range of the text comes from. */
  spanOf(start: number, end: number): Span {
    return { start: this.offsetOf(start), end: end > start ? this.offsetOf(end - 1) + 1 : this.offsetOf(start) };
  }

  /** A part of the text. */
  slice(start: number, end = this.text.length): LogicalText {
    if (start === 0 && end === this.text.length) return this;
    const pieces: Piece[] = [{ at: 0, source: this.offsetOf(start) }];
    for (const { at, source } of this.#pieces) {
      if (at > start && at < end) pieces.push({ at: at - start, source });
    }
    return new LogicalText(this.text.slice(start, end), pieces);
  }
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
    return new LogicalText(this.#text, this.#pieces);
  }
}

/** Text that stands in the file as it is. */
export function plainText(text: string, source: number): LogicalText {
  return new LogicalText(text, [{ at: 0, source }]);
}
