export const TAB = 9;
export const NEWLINE = 10;
export const FORM_FEED = 12;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const STAR = 42;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const SEMICOLON = 59;
export const EQUALS = 61;
export const UPPER_N = 78;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

const WORD = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_') WORD[char.charCodeAt(0)] = 1;

/** Whether a code unit can stand in an identifier; every code unit beyond ASCII can, as in CPython's tokenizer. */
export function isWord(code: number): boolean {
  return code < 128 ? WORD[code] === 1 : code >= 128;
}

/** Whether `word` stands at `at` and ends there. */
export function isKeywordAt(source: string, at: number, word: string): boolean {
  return source.startsWith(word, at) && !isWord(source.charCodeAt(at + word.length));
}

/** The position after blanks and line continuations, and with `multiline` also after newlines and comments. */
export function skipSpace(source: string, at: number, multiline: boolean): number {
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === SPACE || code === TAB || code === FORM_FEED) at += 1;
    else if (code === BACKSLASH && source.charCodeAt(at + 1) === NEWLINE) at += 2;
    else if (multiline && code === NEWLINE) at += 1;
    else if (multiline && code === HASH) at = endOfLine(source, at);
    else return at;
  }
}

/** The position of the next newline, or the end of the text. */
export function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

/** The position after the identifier that starts at `at`; `at` itself when there is none. */
export function endOfWord(source: string, at: number): number {
  while (isWord(source.charCodeAt(at))) at += 1;
  return at;
}
