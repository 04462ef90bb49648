import { CLOSE_PAREN, COMMA, DOT, endOfWord, isKeywordAt, OPEN_PAREN, skipSpace, STAR } from './characters.js';

/** What an import statement names. */
export interface ImportedName {
  module: string;
  level: number;
  names: string[];
}

/** A statement that was read, and the position behind it. */
export interface ReadStatement {
  imports: ImportedName[];
  end: number;
}

/** Reads what follows the keyword of `import a.b as c, d`. */
export function readImport(source: string, at: number): ReadStatement {
  const imports: ImportedName[] = [];
  for (;;) {
    const [module, end] = readDotted(source, skipSpace(source, at, false));
    if (module === '') return { imports, end: at };
    imports.push({ module, level: 0, names: [] });
    at = skipAlias(source, end, false);
    if (source.charCodeAt(at) !== COMMA) return { imports, end: at };
    at += 1;
  }
}

/** Reads what follows the keyword of `from ..a.b import (c as d, e)`; undefined when it is no import. */
export function readFrom(source: string, at: number): ReadStatement | undefined {
  let level = 0;
  at = skipSpace(source, at, false);
  while (source.charCodeAt(at) === DOT) {
    level += 1;
    at = skipSpace(source, at + 1, false);
  }
  let module = '';
  if (!isKeywordAt(source, at, 'import')) [module, at] = readDotted(source, at);
  if (!isKeywordAt(source, at, 'import') || (level === 0 && module === '')) return undefined;
  at = skipSpace(source, at + 'import'.length, false);
  if (source.charCodeAt(at) === STAR) return { imports: [{ module, level, names: ['*'] }], end: at + 1 };
  const multiline = source.charCodeAt(at) === OPEN_PAREN;
  const [names, end] = readNames(source, multiline ? at + 1 : at, multiline);
  if (names.length === 0) return undefined;
  return {
    imports: [{ module, level, names }],
    end: multiline && source.charCodeAt(end) === CLOSE_PAREN ? end + 1 : end,
  };
}

function readNames(source: string, at: number, multiline: boolean): [names: string[], end: number] {
  const names: string[] = [];
  for (;;) {
    at = skipSpace(source, at, multiline);
    const end = endOfWord(source, at);
    if (end === at) return [names, at];
    names.push(identifier(source, at, end));
    at = skipAlias(source, skipSpace(source, end, multiline), multiline);
    if (source.charCodeAt(at) !== COMMA) return [names, at];
    at += 1;
  }
}

/** Reads `a . b . c` and the blanks behind it. */
function readDotted(source: string, at: number): [module: string, end: number] {
  let module = '';
  for (;;) {
    const end = endOfWord(source, at);
    if (end === at) return [module, at];
    module += identifier(source, at, end);
    at = skipSpace(source, end, false);
    if (source.charCodeAt(at) !== DOT) return [module, at];
    module += '.';
    at = skipSpace(source, at + 1, false);
  }
}

/** Skips `as name` where it stands, and the blanks behind it. */
function skipAlias(source: string, at: number, multiline: boolean): number {
  if (!isKeywordAt(source, at, 'as')) return at;
  const name = skipSpace(source, at + 'as'.length, multiline);
  return skipSpace(source, endOfWord(source, name), multiline);
}

/** CPython normalises identifiers to NFKC (https://docs.python.org/3/reference/lexical_analysis.html#identifiers). */
function identifier(source: string, start: number, end: number): string {
  const text = source.slice(start, end);
  return /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC');
}
