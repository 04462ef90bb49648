import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  DOUBLE_QUOTE,
  endOfLine,
  HASH,
  isWord,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SINGLE_QUOTE,
  UPPER_N,
} from './characters.js';

/** Told of what lies inside literals, so that calls in the replacement fields of f-strings are found. */
export interface LiteralVisitor {
  /** An opening parenthesis in code. */
  onOpenParen(at: number): void;
  /** Everything before `end` that was not code yet is the text of a literal. */
  onText(end: number): void;
}

/** CPython's own limit for nested f-strings (MAXFSTRINGLEVEL). */
const DEEPEST_NESTING = 150;

/**
 * Skips the string literal whose first quote is at `at`; prefixes are read backwards from there.
 * @returns the position after the closing quote; the end of the line or text where it is missing
 */
export function skipString(source: string, at: number, visitor?: LiteralVisitor, nesting = 0): number {
  const before = source.charCodeAt(at - 1);
  if (isWord(before)) {
    const prefix = prefixBefore(source, at);
    if (isFormatted(prefix) && nesting < DEEPEST_NESTING) {
      return skipFormatted(source, at, isRaw(prefix), visitor, nesting);
    }
  }
  const end = skipPlain(source, at);
  visitor?.onText(end);
  return end;
}

/** The letters before a quote when they are a string prefix, in lower case; else empty (`if"x"` has none). */
export function prefixBefore(source: string, at: number): string {
  let start = at;
  while (at - start < 3 && isWord(source.charCodeAt(start - 1))) start -= 1;
  const letters = source.slice(start, at).toLowerCase();
  return /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/.test(letters) ? letters : '';
}

const isFormatted = (prefix: string) => prefix.includes('f') || prefix.includes('t');
const isRaw = (prefix: string) => prefix.includes('r');

function isTriple(source: string, at: number): boolean {
  const quote = source.charCodeAt(at);
  return source.charCodeAt(at + 1) === quote && source.charCodeAt(at + 2) === quote;
}

function skipPlain(source: string, at: number): number {
  const quote = source.charCodeAt(at);
  if (source.charCodeAt(at + 1) === quote) {
    return source.charCodeAt(at + 2) === quote ? skipTriple(source, at) : at + 2;
  }
  for (let i = at + 1; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === BACKSLASH) i += 1;
    else if (code === NEWLINE) return i;
  }
  return source.length;
}

function skipTriple(source: string, at: number): number {
  const delimiter = source.charCodeAt(at) === DOUBLE_QUOTE ? '"""' : "'''";
  for (let end = at + 3; ; end++) {
    end = source.indexOf(delimiter, end);
    if (end < 0) return source.length;
    let backslashes = end;
    while (source.charCodeAt(backslashes - 1) === BACKSLASH) backslashes -= 1;
    if ((end - backslashes) % 2 === 0) return end + 3;
  }
}

/** An f-string or t-string as PEP 701 has it: literal text and replacement fields, which hold any code. */
function skipFormatted(
  source: string,
  at: number,
  raw: boolean,
  visitor: LiteralVisitor | undefined,
  nesting: number,
): number {
  const quote = source.charCodeAt(at);
  const triple = isTriple(source, at);
  let i = at + (triple ? 3 : 1);
  while (i < source.length) {
    const code = source.charCodeAt(i);
    if (code === quote && (!triple || isTriple(source, i))) {
      i += triple ? 3 : 1;
      break;
    }
    if (code === BACKSLASH) i = skipEscape(source, i, raw);
    else if (code === OPEN_BRACE) {
      if (source.charCodeAt(i + 1) === OPEN_BRACE) i += 2;
      else {
        visitor?.onText(i);
        i = skipField(source, i + 1, raw, visitor, nesting);
      }
    } else if (code === NEWLINE && !triple) break;
    else i += 1;
  }
  visitor?.onText(i);
  return i;
}

/** A backslash before a brace does not escape it; `\N{…}` of a string that is not raw is one escape. */
function skipEscape(source: string, at: number, raw: boolean): number {
  const next = source.charCodeAt(at + 1);
  if (next === OPEN_BRACE || next === CLOSE_BRACE) return at + 1;
  if (!raw && next === UPPER_N && source.charCodeAt(at + 2) === OPEN_BRACE) {
    const end = source.indexOf('}', at);
    return end < 0 ? source.length : end + 1;
  }
  return at + 2;
}

/** A replacement field from behind its brace to behind the closing one. */
function skipField(
  source: string,
  at: number,
  raw: boolean,
  visitor: LiteralVisitor | undefined,
  nesting: number,
): number {
  let depth = 0;
  for (let i = at; i < source.length;) {
    switch (source.charCodeAt(i)) {
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        i = skipString(source, i, visitor, nesting + 1);
        continue;
      case HASH:
        i = endOfLine(source, i);
        visitor?.onText(i);
        continue;
      case OPEN_PAREN:
        visitor?.onOpenParen(i);
        depth += 1;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        break;
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
        depth -= 1;
        break;
      case CLOSE_BRACE:
        if (depth <= 0) return i + 1;
        depth -= 1;
        break;
      case COLON:
        if (depth <= 0) return skipFormatSpec(source, i + 1, raw, visitor, nesting);
        break;
    }
    i += 1;
  }
  return source.length;
}

/** A format specification up to behind the brace that closes its field; here every brace opens a field. */
function skipFormatSpec(
  source: string,
  at: number,
  raw: boolean,
  visitor: LiteralVisitor | undefined,
  nesting: number,
): number {
  for (let i = at; i < source.length;) {
    const code = source.charCodeAt(i);
    if (code === CLOSE_BRACE) {
      visitor?.onText(i);
      return i + 1;
    }
    if (code === BACKSLASH) i = skipEscape(source, i, raw);
    else if (code === OPEN_BRACE) {
      visitor?.onText(i);
      i = nesting < DEEPEST_NESTING ? skipField(source, i + 1, raw, visitor, nesting + 1) : i + 1;
    } else i += 1;
  }
  return source.length;
}
