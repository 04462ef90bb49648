/** Takes a JSON text in pieces and gives its values as soon as they are complete. */
export interface JsonSplitter {
  /** @returns whether the text has come to its end */
  feed(this: void, piece: string): boolean;
  /** A string goes on where a line ends, which JSON does not allow. */
  readonly inString: boolean;
  /** The bytes that are held are too many: the value was given up. */
  readonly overflow: boolean;
  /** What has come of a value that is not complete. */
  rest(this: void): string;
}

/** The most that is held of one value. */
const MAX_VALUE = 64 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * @param level 0: the whole value; 1: the objects and lists in it, one by one, so that a long list is never held
 * @param onValue gets the text of each
 */
export function createJsonSplitter(level: 0 | 1, onValue: (text: string) => void, max = MAX_VALUE): JsonSplitter {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let overflow = false;
  let pieces: string[] = [];
  let held = 0;

  const hold = (text: string): void => {
    held += text.length;
    if (held > max) {
      overflow = true;
      pieces = [];
    } else pieces.push(text);
  };

  const feed = (piece: string): boolean => {
    let from = depth > level ? 0 : -1;
    for (let at = 0; at < piece.length; at++) {
      const unit = piece.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (unit === BACKSLASH) escaped = true;
        else if (unit === QUOTE) inString = false;
        continue;
      }
      if (unit === QUOTE) inString = true;
      else if (unit === 0x7b || unit === 0x5b) {
        if (depth === level) from = at;
        depth++;
      } else if (unit === 0x7d || unit === 0x5d) {
        depth--;
        if (depth === level && from >= 0) {
          hold(piece.slice(from, at + 1));
          const text = pieces.join('');
          pieces = [];
          held = 0;
          from = -1;
          if (text !== '') onValue(text);
        }
        if (depth <= 0) return true;
      }
    }
    if (from >= 0) hold(from === 0 ? piece : piece.slice(from));
    return false;
  };

  return {
    feed,
    get inString() {
      return inString;
    },
    get overflow() {
      return overflow;
    },
    rest: () => pieces.join(''),
  };
}

/**
 * A JSON text that was cut off, closed behind the last complete object of its lists of findings: what is complete of a
 * report can then be read.
 *
 * @param depth how many objects and lists are around such an object
 * @returns `undefined` when nothing of it is complete
 */
export function closeJson(text: string, depth: number): string | undefined {
  const open: string[] = [];
  let end = -1;
  let closers = '';
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === BACKSLASH) at++;
      else if (unit === QUOTE) inString = false;
      continue;
    }
    if (unit === QUOTE) inString = true;
    else if (unit === 0x7b) open.push('}');
    else if (unit === 0x5b) open.push(']');
    else if (unit === 0x7d || unit === 0x5d) {
      if (open.pop() !== text[at]) break;
      if (unit === 0x7d && open.length === depth && open.at(-1) === ']') {
        end = at + 1;
        closers = [...open].reverse().join('');
      }
    }
  }
  return end < 0 ? undefined : text.slice(0, end) + closers;
}
