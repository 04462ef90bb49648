import { classAt, closingQuote, DIGIT, QUOTE, SPACE, WORD } from './characters.js';
import { isFileName, NAME, NUMBER, PATH, PLAIN, readToken, startsPath, token, URL } from './token.js';

/** Longer messages are told apart by their beginning. */
const LONGEST = 600;
/** What stands for each kind of variable part; the kinds of `token.ts` are the first. */
const PLACEHOLDERS = ['', '<n>', '<name>', '<path>', '<url>', '<value>'].map((text) =>
  Uint16Array.from(text, (character) => character.charCodeAt(0)),
);
const VALUE = 5;

/** Between placeholders of one kind these make a list, and a list of any length is the same. */
const SEPARATORS = new Set(['', ' ', ',', ', ', ' and ', ', and ', ' or ', ', or ', ' | ', ': ', ':', '=', ' & ']);
const LONGEST_SEPARATOR = 6;

/** The template that {@link scan} made last: its code units, how many, and a hash of them. */
export const template = { units: new Uint16Array(LONGEST * 8), length: 0, hash: 0 };
const { units } = template;

/** While a message is scanned: units written, and the last placeholder's kind and place. */
let length = 0;
let lastKind = PLAIN;
let lastStart = 0;
let lastEnd = 0;
/** Words behind a number that may still be its noun. */
let nouns = 0;

/**
 * A message with its variable parts abstracted: `<n>` stands for numbers, versions, sizes, times, hashes and addresses,
 * `<name>` for what is quoted and for names of code, `<path>`, `<url>`, and `<value>` for what stands in braces. Quotes
 * go, since they depend on the locale; a list of one kind becomes one placeholder.
 *
 * @param head one line, as {@link headOf} gives it
 */
export function templateOf(head: string): string {
  scan(head);
  return currentTemplate();
}

/** The template of the message that was scanned last. */
export function currentTemplate(): string {
  return String.fromCharCode(...units.subarray(0, template.length));
}

/** Makes the {@link template} of a message without making strings: every entry of a log goes through here. */
export function scan(head: string): void {
  length = 0;
  lastKind = PLAIN;
  lastEnd = -1;
  nouns = 0;
  const end = Math.min(head.length, LONGEST);
  for (let at = 0; at < end;) {
    const found = classAt(head, at);
    if ((found & WORD) !== 0) at = scanToken(head, at, end);
    else if (found === SPACE) at = scanSpace(at);
    else if (found === QUOTE && opensQuote(head, at)) at = scanQuoted(head, at, end);
    else at = scanOther(head, at, end);
  }
  while (length > 0 && units[length - 1] === 32) length--;
  template.length = length;
  template.hash = hashOf(length);
}

function scanSpace(at: number): number {
  if (length > 0 && units[length - 1] !== 32) units[length++] = 32;
  return at + 1;
}

function scanToken(head: string, start: number, end: number): number {
  readToken(head, start);
  const stop = Math.min(token.end, end);
  if (token.kind === PLAIN) {
    for (let at = start; at < stop; at++) units[length++] = head.charCodeAt(at);
    if (nouns > 0) dropPlural(stop - start);
    return stop;
  }
  put(token.kind);
  if (token.kind === NUMBER) return afterNumber(head, stop);
  return token.kind === NAME && head.startsWith('()', stop) ? stop + 2 : stop;
}

function scanOther(head: string, at: number, end: number): number {
  const character = head[at];
  if (character === '{') return scanBraces(head, at, end);
  if (startsPath(head, at)) return scanToken(head, at, end);
  // The sign of a number goes with it.
  const sign = character === '-' && (classAt(head, at + 1) & DIGIT) !== 0 && (classAt(head, at - 1) & WORD) === 0;
  if (!sign) units[length++] = head.charCodeAt(at);
  return at + 1;
}

/** A number's unit goes with it (`12 ms`, `3 MiB`), and its noun is put in the singular: `1 error`, `2 errors`. */
function afterNumber(head: string, at: number): number {
  nouns = 3;
  if (head[at] !== ' ') return head[at] === '%' ? at + 1 : at;
  UNIT.lastIndex = at;
  return UNIT.test(head) ? UNIT.lastIndex : at;
}

const UNIT = / (?:[munµ]?s|min|[kKMGT]i?B|B|%)(?![\w/])/y;
const [I, S, U, SPACE_UNIT, COLON] = [...'isu :'].map((character) => character.charCodeAt(0));

function dropPlural(wordLength: number): void {
  nouns--;
  if (wordLength < 4 || !isPlural(length)) return;
  length--;
  nouns = 0;
}

/** An apostrophe behind a letter is no quote. */
function opensQuote(head: string, at: number): boolean {
  return head[at] !== "'" || (classAt(head, at - 1) & WORD) === 0;
}

function scanQuoted(head: string, start: number, end: number): number {
  const close = findClose(head, start);
  if (close < 0) {
    units[length++] = head.charCodeAt(start);
    return start + 1;
  }
  put(kindOfQuoted(head, start + 1, close));
  return Math.min(close + 1, end);
}

function findClose(head: string, start: number): number {
  const open = head.charAt(start);
  const close = nextQuote(head, start, closingQuote(open));
  if (open !== '`') return close;
  // GNU tools write `name' in the C locale: then an odd number of apostrophes comes before the next backtick.
  const gnu = nextQuote(head, start, "'");
  if (gnu < 0 || (close >= 0 && gnu > close)) return close;
  let apostrophes = 0;
  for (let at = gnu; at >= 0 && (close < 0 || at < close); at = nextQuote(head, at, "'")) apostrophes++;
  return apostrophes % 2 === 1 ? gnu : close;
}

function nextQuote(head: string, start: number, quote: string): number {
  for (let at = head.indexOf(quote, start + 1); at >= 0; at = head.indexOf(quote, at + 1)) {
    const escaped = quote === '"' && head[at - 1] === '\\' && head[at - 2] !== '\\';
    const apostrophe = (quote === "'" || quote === '’') && (classAt(head, at + 1) & WORD) !== 0;
    if (!escaped && !apostrophe) return at;
  }
  return -1;
}

/** A path has a slash and nothing that names of types have. */
function kindOfQuoted(head: string, start: number, end: number): number {
  let slash = false;
  for (let at = start; at < end; at++) {
    const character = head[at];
    if (character === '/' || character === '\\') {
      if (head[at - 1] === ':' && head[at + 1] === '/') return URL;
      slash = true;
    } else if (NO_PATH.includes(character as string)) {
      return NAME;
    }
  }
  if (slash) return head[start] === '@' ? NAME : PATH;
  return isFileName(head, start, end) ? PATH : NAME;
}

const NO_PATH = ' (<{"\'';

function scanBraces(head: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    if (head[at] === '{') depth++;
    else if (head[at] === '}' && --depth === 0) {
      put(VALUE);
      return at + 1;
    }
  }
  units[length++] = head.charCodeAt(start);
  return start + 1;
}

/** Writes a placeholder; one that goes on with a list of its kind takes the list's place. */
function put(kind: number): void {
  nouns = 0;
  if (kind === lastKind && lastEnd >= 0 && length - lastEnd <= LONGEST_SEPARATOR) {
    if (SEPARATORS.has(String.fromCharCode(...units.subarray(lastEnd, length)))) {
      length = lastEnd;
      singularBefore(lastStart);
      return;
    }
  }
  const placeholder = PLACEHOLDERS[kind] as Uint16Array;
  lastStart = length;
  for (let at = 0; at < placeholder.length; at++) units[length++] = placeholder[at] as number;
  lastKind = kind;
  lastEnd = length;
}

/** The noun of a list goes with it: `unused imports: a, b` is `unused import: a`. */
function singularBefore(list: number): void {
  let end = list;
  while (end > 0 && (units[end - 1] === SPACE_UNIT || units[end - 1] === COLON)) end--;
  if (end === list || !isPlural(end)) return;
  units.copyWithin(end - 1, end, length);
  length--;
  lastStart--;
  lastEnd--;
}

/** Whether a plural's `s` stands before; not that of `class`, `status` and `this`. */
function isPlural(end: number): boolean {
  const before = units[end - 2];
  return end > 4 && units[end - 1] === S && before !== S && before !== U && before !== I;
}

function hashOf(end: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < end; at++) hash = Math.imul(hash ^ (units[at] as number), 0x01000193);
  return hash | 0;
}

/**
 * What a message is known by: its first line, and the next one where the first only leads to it
 * (`thread 'main' panicked at src/lib.rs:3:5:`).
 */
export function headOf(message: string): string {
  const end = message.indexOf('\n');
  if (end < 0) return message;
  if (message[end - 1] !== ':') return message.slice(0, end);
  const second = message.indexOf('\n', end + 1);
  return second < 0 ? message : message.slice(0, second);
}
