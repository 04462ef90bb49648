import { HoneError } from '../diagnostics/hone-error.js';

/**
 * Gives a function from UTF-8 byte offsets to UTF-16 offsets of a text, for tools such as rustc that count bytes. It is
 * built with one pass and answers by binary search; a text of ASCII costs nothing.
 *
 * @param text the decoded file; its byte order mark, when it is still there, counts as the three bytes it is on disk
 * @returns a function that throws a HoneError (code `edit/out-of-range`) for an offset outside the text or inside a
 *   character
 */
export function createByteIndex(text: string): (byteOffset: number) => number {
  const { units, bytes, byteLength } = nonAsciiTable(text);
  return (byteOffset) => {
    if (!(Number.isInteger(byteOffset) && byteOffset >= 0 && byteOffset <= byteLength)) {
      throw outOfRange(byteOffset, `the text has ${byteLength} bytes`);
    }
    // The last character beyond ASCII that ends at or before the offset.
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bytes[middle]! <= byteOffset) low = middle + 1;
      else high = middle;
    }
    const unit = low === 0 ? byteOffset : units[low - 1]! + byteOffset - bytes[low - 1]!;
    if (low < bytes.length && unit > startOfWide(text, units[low]!)) {
      throw outOfRange(byteOffset, 'that is inside a character');
    }
    return unit;
  };
}

/** For each character beyond ASCII: its end in UTF-16 code units and in bytes. */
function nonAsciiTable(text: string): { units: number[]; bytes: number[]; byteLength: number } {
  const units: number[] = [];
  const bytes: number[] = [];
  let extra = 0;
  for (const match of text.matchAll(/[^\0-\x7F]/gu)) {
    const end = match.index + match[0].length;
    const code = match[0].codePointAt(0)!;
    extra += (code > 0xffff ? 4 : code > 0x7ff ? 3 : 2) - match[0].length;
    units.push(end);
    bytes.push(end + extra);
  }
  return { units, bytes, byteLength: text.length + extra };
}

/** Start of the character that ends at `end`. */
function startOfWide(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  const before = text.charCodeAt(end - 2);
  const paired = last >= 0xdc00 && last <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
  return end - (paired ? 2 : 1);
}

function outOfRange(offset: number, fact: string): HoneError {
  return new HoneError(`There is no byte offset ${offset}: ${fact}.`, {
    code: 'edit/out-of-range',
    hint: 'The file has probably changed since it was read; run the tool again.',
  });
}
