/** What a UTF-16 code unit can be in a message; bits, so that a word's are found by or-ing them. */
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
/** `_` and `$`, which only names of code have. */
export const MARK = 8;
/** No hexadecimal digit. */
export const NOT_HEX = 16;
/** Belongs to a word only between characters of words: `. - / \ : @ +` and `' = % ~`. */
export const LINK = 32;
export const SPACE = 64;
export const QUOTE = 128;

export const LETTER = LOWER | UPPER;
/** What can stand in a name of code or a number. */
export const WORD = LETTER | DIGIT | MARK;

/** Quotes that are no ASCII: gcc and coreutils write them where the locale has them. */
const CURLY_QUOTES = '‘‚“„«';
const CLOSING: Readonly<Record<string, string>> = { '‘': '’', '‚': '’', '“': '”', '„': '”', '«': '»' };

const CLASSES = classes();

/** The class of the unit at an index; 0 for what is none of them and behind the end. */
export function classAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? (CLASSES[text.charCodeAt(at)] as number) : 0;
}

/** The quote that ends what this one begins. */
export function closingQuote(open: string): string {
  return CLOSING[open] ?? open;
}

/** What is no ASCII counts as a letter, but for spaces and punctuation. */
function classes(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(LOWER | NOT_HEX, 0x80);
  const mark = (characters: string, bits: number): void => {
    for (let at = 0; at < characters.length; at++) table[characters.charCodeAt(at)] = bits;
  };
  table.fill(0, 0x80, 0xc0);
  table.fill(0, 0x2000, 0x2c00);
  table.fill(0, 0x3000, 0x3040);
  table.fill(0, 0xff00, 0xff10);
  mark(' \t\n\v\f\r\u00a0\ufeff', SPACE);
  mark('abcdef', LOWER);
  mark('ghijklmnopqrstuvwxyz', LOWER | NOT_HEX);
  mark('ABCDEF', UPPER);
  mark('GHIJKLMNOPQRSTUVWXYZ', UPPER | NOT_HEX);
  mark('0123456789', DIGIT);
  mark('_$', MARK | NOT_HEX);
  mark('.-/\\:@+=%~', LINK);
  mark(`'"\`${CURLY_QUOTES}`, QUOTE);
  return table;
}
