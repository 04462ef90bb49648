import { TextDecoder } from 'node:util';
import type { Automaton } from './automaton.js';
import { createEscapeStripper } from './strip-escapes.js';

/** Gets the lines that matter. Offsets are in the scanner's buffer and hold until it returns. */
export interface LineHandler {
  /** While it is set every line comes, else only those in which something was found. */
  wantsAll: boolean;
  /**
   * A line, without its line feed.
   *
   * @param states states of the automaton that meant something, in order, each once
   */
  onLine(this: void, start: number, end: number, number: number, states: readonly number[]): void;
  /** The start of a line that is longer than the buffer; what follows comes to {@link LineHandler.onMore}. */
  onLong(this: void, start: number, end: number, number: number, states: readonly number[]): void;
  /** More of a long line. */
  onMore(this: void, start: number, end: number, isLast: boolean): void;
}

/** Takes the bytes of a log as they come and finds the lines that matter. */
export interface LineScanner {
  write(this: void, chunk: Uint8Array): void;
  end(this: void): void;
  text(this: void, start: number, end: number): string;
  /** The bytes themselves, which hold until the scanner goes on. */
  slice(this: void, start: number, end: number): Buffer;
  /** Where the line before a line starts; -1 when it is no longer there. A line's end is the start of the next, less 1. */
  lineBefore(this: void, start: number): number;
  /** What to take from an offset that is kept when the scanner goes on, see {@link LineScanner.moved}. */
  readonly moved: number;
  readonly bytes: number;
  readonly lines: number;
  readonly longLines: number;
}

/** Room for new bytes; longer lines are long lines. */
const BLOCK = 1 << 20;
/** Bytes before the present line that are kept, for headings above it. */
const KEPT = 1 << 16;

/**
 * Scans through one buffer of a fixed size: `[kept lines][present lines][bytes of a line that has not ended]`. It is moved
 * down when it is full, so nothing is allocated on the way.
 */
export function createLineScanner(automaton: Automaton, handler: LineHandler, block = BLOCK, kept = KEPT): LineScanner {
  const { classes, table, shift, acceptFrom, newline } = automaton;
  const buffer = Buffer.allocUnsafe(block + kept);
  const stripper = createEscapeStripper();
  const states: number[] = [];
  let decode: TextDecoder | undefined;
  let filled = 0;
  /** Where the first line that was not scanned starts. */
  let next = 0;
  let moved = 0;
  let bytes = 0;
  let lines = 0;
  let longLines = 0;
  let inLong = false;
  /** A first byte, which does not tell the encoding. */
  let held: Uint8Array = NOTHING;

  /** The one loop over all bytes, up to a line feed at `end - 1`. */
  const scan = (end: number): void => {
    let state = 0;
    let start = next;
    for (let at = start; at < end; at++) {
      state = table[(state << shift) | classes[buffer[at]!]!]!;
      if (state < acceptFrom) continue;
      if (state !== newline) {
        if (!states.includes(state)) states.push(state);
        continue;
      }
      lines++;
      if (handler.wantsAll || states.length > 0) {
        handler.onLine(start, at, lines, states);
        states.length = 0;
      }
      start = at + 1;
    }
    next = start;
  };

  const scanPart = (start: number, end: number): void => {
    let state = 0;
    for (let at = start; at < end; at++) {
      state = table[(state << shift) | classes[buffer[at]!]!]!;
      if (state >= acceptFrom && state !== newline && !states.includes(state)) states.push(state);
    }
  };

  /** Makes room: what is before the kept lines goes; a line that fills the buffer goes on in pieces. */
  const makeRoom = (): void => {
    let from = Math.max(0, next - kept);
    if (from === 0 && filled === buffer.length) {
      if (!inLong) {
        inLong = true;
        longLines++;
        lines++;
        scanPart(next, filled);
        handler.onLong(next, filled, lines, states);
        states.length = 0;
      } else {
        handler.onMore(next, filled, false);
      }
      next = filled;
      from = filled;
    }
    buffer.copyWithin(0, from, filled);
    filled -= from;
    next -= from;
    moved += from;
  };

  const append = (piece: Uint8Array): void => {
    let taken = 0;
    while (taken < piece.length) {
      if (filled === buffer.length) makeRoom();
      const part = piece.subarray(taken, taken + buffer.length - filled);
      buffer.set(part, filled);
      const before = filled;
      filled += part.length;
      taken += part.length;
      if (inLong) {
        const end = part.indexOf(LF);
        if (end < 0) continue;
        inLong = false;
        handler.onMore(next, before + end, true);
        next = before + end + 1;
      }
      const last = part.lastIndexOf(LF);
      if (last >= 0 && before + last >= next) scan(before + last + 1);
    }
  };

  const take = (piece: Uint8Array): void => {
    append(stripper.strip(decode ? Buffer.from(decode.decode(piece, { stream: true })) : piece));
  };

  return {
    write(chunk) {
      const isFirst = bytes === held.length;
      bytes += chunk.length;
      let piece = chunk;
      if (isFirst) {
        piece = Buffer.concat([held, chunk]);
        held = piece.length < 2 ? piece : NOTHING;
        if (held.length > 0) return;
        decode = decoderOf(piece);
      }
      take(piece);
    },
    end() {
      if (held.length > 0) take(held);
      if (decode) append(stripper.strip(Buffer.from(decode.decode())));
      if (inLong) {
        handler.onMore(next, filled, true);
        inLong = false;
      } else if (filled > next) {
        append(Buffer.from([LF]));
      }
    },
    slice: (start, end) => buffer.subarray(start, end),
    text: (start, end) => buffer.toString('utf8', start, end),
    lineBefore(start) {
      if (start <= 0) return -1;
      const end = start === 1 ? -1 : buffer.lastIndexOf(LF, start - 2);
      // What is at the start of the buffer after a move may be the end of a line.
      return end < 0 && moved > 0 ? -1 : end + 1;
    },
    get moved() {
      return moved;
    },
    get bytes() {
      return bytes;
    },
    get lines() {
      return lines;
    },
    get longLines() {
      return longLines;
    },
  };
}

const LF = 10;
const NOTHING = new Uint8Array();

/** Windows PowerShell writes UTF-16 to files. */
function decoderOf(first: Uint8Array): TextDecoder | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le');
  return first[0] === 0xfe && first[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}
