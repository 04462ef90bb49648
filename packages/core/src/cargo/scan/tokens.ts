/** A token of Rust that the scans look at; comments, blanks, numbers, characters and lifetimes are passed over. */
export interface RustToken {
  kind: 'word' | 'text' | 'mark';
  /** The word without `r#`, the decoded content of a string of any kind, or the one character. */
  value: string;
  /** UTF-16 offset where it starts. */
  offset: number;
}

const BLANK = /(?:\s+|\/\/[^\n]*)+/y;
const RAW_TEXT = /[bc]?r(#*)"/y;
const TEXT = /[bc]?"/y;
const CHARACTER = /b?'(?:\\(?:x[0-9a-fA-F]{2}|u\{[^}\n]*\}|[^])|[^\\'\n]{1,2})'/y;
const LIFETIME = /'[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const WORD = /(?:r#)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /\d\w*/y;

/** Splits a Rust source into tokens. Never throws: what is not closed ends with the text. */
export function rustTokens(text: string): RustToken[] {
  const tokens: RustToken[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const offset = at;
    if (take(BLANK)) continue;
    if (text.startsWith('/*', at)) {
      at = endOfComment(text, at);
      continue;
    }
    const raw = take(RAW_TEXT);
    if (raw) {
      const end = endAt(text, `"${raw[1] ?? ''}`, at);
      tokens.push({ kind: 'text', value: text.slice(at, end), offset });
      at = end + 1 + (raw[1] ?? '').length;
    } else if (take(TEXT)) {
      const end = endOfText(text, at);
      tokens.push({ kind: 'text', value: unescape(text.slice(at, end)), offset });
      at = end + 1;
    } else if (!take(CHARACTER) && !take(LIFETIME) && !take(NUMBER)) {
      const word = take(WORD)?.[0];
      if (word === undefined) at++;
      const value = word?.replace(/^r#/, '') ?? text[offset] ?? '';
      tokens.push({ kind: word === undefined ? 'mark' : 'word', value, offset });
    }
  }
  return tokens;
}

function endAt(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end;
}

/** Block comments nest. */
function endOfComment(text: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start + 2;
  for (let depth = 1; depth > 0;) {
    const found = edge.exec(text);
    if (!found) return text.length;
    depth += found[0] === '/*' ? 1 : -1;
  }
  return edge.lastIndex;
}

function endOfText(text: string, from: number): number {
  const edge = /\\[^]|"/g;
  edge.lastIndex = from;
  for (let found = edge.exec(text); found; found = edge.exec(text)) if (found[0] === '"') return found.index;
  return text.length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:\r?\n\s*|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|([^]))/g,
    (_, byte?: string, code?: string, plain?: string) => {
      if (plain !== undefined) return ESCAPES[plain] ?? plain;
      const point = Number.parseInt(byte ?? code?.replaceAll('_', '') ?? '', 16);
      return Number.isNaN(point) || point > 0x10ffff ? '' : String.fromCodePoint(point);
    },
  );
}

/** Gives the 1-based line of offsets that are asked for in ascending order. */
export function createLineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
