import { classAt, DIGIT, LETTER, LINK, LOWER, MARK, NOT_HEX, UPPER, WORD } from './characters.js';

/** What a word of a message is. */
export const PLAIN = 0;
export const NUMBER = 1;
export const NAME = 2;
export const PATH = 3;
export const URL = 4;

/** What a word has besides its characters; bits beside those of `characters.ts`. */
const SLASH = 1 << 8;
/** Two slashes or more. */
const SLASHES = 1 << 9;
const DOT = 1 << 10;
const COLONS = 1 << 11;
const DASH = 1 << 12;
const AT = 1 << 13;
/** A capital behind a small letter. */
const HUMP = 1 << 14;
const NAME_OF_CODE = DIGIT | MARK | DOT | COLONS | AT | HUMP;

/** The word that {@link readToken} read last: where it ends, and what it is. */
export const token = { end: 0, kind: PLAIN };

/** Whether a word begins here that no letter begins: `/usr`, `.env`, `@scope`, `./a`, `../a`, `~/a`, `\\server`. */
export function startsPath(text: string, at: number): boolean {
  const next = text[at + 1];
  switch (text[at]) {
    case '/':
    case '@':
      return (classAt(text, at + 1) & WORD) !== 0;
    case '.':
      return (classAt(text, at + 1) & WORD) !== 0 || isSlash(next) || (next === '.' && isSlash(text[at + 2]));
    case '~':
      return next === '/';
    case '\\':
      return next === '\\';
    default:
      return false;
  }
}

/** Reads the word that begins at `start` into {@link token}. */
export function readToken(text: string, start: number): void {
  let at = start;
  let flags = 0;
  let before = 0;
  for (;;) {
    let found = classAt(text, at);
    while ((found & WORD) !== 0) {
      flags |= found;
      if ((found & UPPER) !== 0 && (before & LOWER) !== 0) flags |= HUMP;
      before = found;
      found = classAt(text, ++at);
    }
    const link = (found & LINK) !== 0 ? linkAt(text, start, at, flags) : apostropheAt(text, at, before);
    if (link === 0) break;
    if (link === URL_FOLLOWS) return readUrl(text, at);
    flags |= (flags & link & SLASH) !== 0 ? link | SLASHES : link;
    before = 0;
    at += (link & COLONS) !== 0 ? 2 : 1;
  }
  // The slash that ends a folder's name.
  if ((flags & SLASH) !== 0 && isSlash(text[at]) && (classAt(text, at + 1) & LINK) === 0) at++;
  token.end = at;
  token.kind = kindOf(text, start, at, flags);
}

const URL_FOLLOWS = -1;
/** Goes on without a mark of its own. */
const GOES_ON = NOT_HEX;

/** What the character between two parts of a word says of it; 0 where the word ends before it. */
function linkAt(text: string, start: number, at: number, flags: number): number {
  const next = classAt(text, at + 1);
  const following = text[at + 1];
  switch (text[at]) {
    case '.':
      if ((next & WORD) !== 0) return DOT | GOES_ON;
      return isSlash(following) || (following === '.' && isSlash(text[at + 2])) ? GOES_ON : 0;
    case '/':
    case '\\':
      return (next & WORD) !== 0 || following === '.' || following === '@' || (at === start && isSlash(following))
        ? SLASH | (following === text[at] ? SLASHES : 0) | GOES_ON
        : startsDouble(text, start, at);
    case ':':
      if (following === ':') return COLONS | GOES_ON;
      if (following === '/' && text[at + 2] === '/') return URL_FOLLOWS;
      return (next & DIGIT) !== 0 || (isSlash(following) && at === start + 1) ? GOES_ON : 0;
    case '-':
      return (next & WORD) !== 0 && at > start ? DASH : 0;
    case '@':
      return (next & WORD) !== 0 ? AT | GOES_ON : 0;
    case '+':
      return (flags & DIGIT) !== 0 && (next & WORD) !== 0 ? GOES_ON : 0;
    default:
      // `= % ~`, in paths only.
      return (at === start && following === '/') || ((flags & SLASH) !== 0 && (next & WORD) !== 0) ? GOES_ON : 0;
  }
}

/** The second of the two backslashes of `\\server`. */
function startsDouble(text: string, start: number, at: number): number {
  return text[at] === '\\' && at === start + 1 && text[start] === '\\' ? SLASH : 0;
}

/** `can't`: the quote belongs to the word. */
function apostropheAt(text: string, at: number, before: number): number {
  if ((before & LETTER) === 0 || (text[at] !== "'" && text[at] !== '’')) return 0;
  return (classAt(text, at + 1) & LETTER) !== 0 ? GOES_ON : 0;
}

function isSlash(character: string | undefined): boolean {
  return character === '/' || character === '\\';
}

function kindOf(text: string, start: number, end: number, flags: number): number {
  const first = classAt(text, start);
  if ((flags & SLASH) !== 0) return kindOfPath(text[start] === '@', (first & WORD) === 0, flags);
  if ((first & DIGIT) !== 0) return NUMBER;
  // A word of the language, unless it is called.
  if ((flags & NAME_OF_CODE) === 0) return text[end] === '(' && isCall(text, end) ? NAME : PLAIN;
  if ((flags & DIGIT) !== 0) {
    if ((flags & NOT_HEX) === 0 && end - start >= 7) return NUMBER;
    if (isVersion(text, start)) return NUMBER;
    if (isCode(text, start, end)) return PLAIN;
  }
  if (isKept(text, start, end)) return PLAIN;
  return (flags & DOT) !== 0 && isFileName(text, start, end) ? PATH : NAME;
}

/** A name that ends as names of files do, perhaps with a place behind: `zip.h`, `a.py:12:3`. */
export function isFileName(text: string, start: number, end: number): boolean {
  const dot = text.lastIndexOf('.', end - 1);
  if (dot < start) return false;
  let stop = dot + 1;
  while (stop < end && (classAt(text, stop) & WORD) !== 0) stop++;
  return (stop === end || text[stop] === ':') && FILE_ENDS.has(text.slice(dot + 1, stop));
}

/** Ends of names that are files rather than members of something. */
const FILE_ENDS = new Set(
  (
    'a bat c cc cfg cjs cmake conf cpp cs css csv cts cxx d dll dylib env exe gradle h hpp hs html in ini ipynb java js ' +
    'json jsonc jsx kt kts less lock log md mjs mod mts o patch php pl proto ps1 py pyc pyi pyx rb rlib rs rst scala ' +
    'scss sh so sql sum svg svelte swift tar tf tgz toml ts tsx txt vue wasm whl xml yaml yml zig zip'
  ).split(' '),
);

/** `and/or` is two words, `3/7` a number, `@scope/name` a name. */
function kindOfPath(scoped: boolean, rooted: boolean, flags: number): number {
  if (scoped) return NAME;
  if (rooted) return PATH;
  if ((flags & (LETTER | MARK)) === 0) return NUMBER;
  return (flags & (SLASHES | DIGIT | MARK | DOT | DASH | COLONS)) !== 0 ? PATH : PLAIN;
}

/** Up to a space, a quote or a bracket; punctuation at the end belongs to the sentence. */
function readUrl(text: string, from: number): void {
  let at = from + 3;
  while (at < text.length && !/[\s"'`<>()[\]{}|,]/.test(text.charAt(at))) at++;
  while (/[.:;!?]/.test(text.charAt(at - 1))) at--;
  token.end = at;
  token.kind = URL;
}

/** `f(`, but not the `(s)` of a plural. */
function isCall(text: string, at: number): boolean {
  return !text.startsWith('(s)', at) && !text.startsWith('(es)', at);
}

/** `v1.2`. */
function isVersion(text: string, start: number): boolean {
  return (text[start] === 'v' || text[start] === 'V') && (classAt(text, start + 1) & DIGIT) !== 0;
}

/** `TS2345`, `E0425`, `MSB3073`: capitals, then two digits or more. */
function isCode(text: string, start: number, end: number): boolean {
  let at = start;
  while ((classAt(text, at) & UPPER) !== 0) at++;
  if (at === start || at - start > 7 || end - at < 2) return false;
  while (at < end && (classAt(text, at) & DIGIT) !== 0) at++;
  return at === end;
}

/** Names that say what is wrong: classes of errors, Node's error codes; and `e.g`. */
function isKept(text: string, start: number, end: number): boolean {
  if (text.startsWith('ERR_', start)) return true;
  if (end - start === 3 && text[start + 1] === '.') return true;
  return KEPT_ENDS.some((word) => end - word.length > start && text.startsWith(word, end - word.length));
}

const KEPT_ENDS = ['Error', 'Exception', 'Warning'];
