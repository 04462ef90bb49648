import { Blocks, type Keyword } from './scan/blocks.js';
import { DynamicCalls } from './scan/calls.js';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  DOUBLE_QUOTE,
  endOfLine,
  EQUALS,
  FORM_FEED,
  HASH,
  isKeywordAt,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SEMICOLON,
  SINGLE_QUOTE,
  skipSpace,
  SPACE,
  TAB,
} from './scan/characters.js';
import { lastPossibleImport } from './scan/last-import.js';
import { LineCounter } from './scan/lines.js';
import { readFrom, readImport, type ImportedName } from './scan/statements.js';
import { skipString } from './scan/strings.js';
import { GUARDED, IN_FUNCTION, OPTIONAL, TYPE_CHECKING } from './scan/conditions.js';
import type { PythonImport } from './types.js';

/** 1 for the characters that mean something to the scanner outside of literals. */
const STOPS = new Uint8Array(128);
for (const char of '\n"\'#\\()[]{}:;') STOPS[char.charCodeAt(0)] = 1;

/** Keywords that open a clause of interest, by their first letter. */
const KEYWORDS: Record<string, readonly Keyword[]> = {
  i: ['if'],
  e: ['else', 'elif', 'except'],
  t: ['try'],
  f: ['finally'],
  w: ['with'],
  d: ['def'],
};

/**
 * Finds every import of a Python source, in the order of the text, with the conditions it stands under. It reads the
 * text once and builds no tree; on source that CPython can parse it finds what CPython's `ast` finds. On other source
 * it finds what it can and never throws.
 *
 * The forms of imports are those of https://docs.python.org/3/reference/simple_stmts.html#the-import-statement. Beside
 * them, literal calls of `importlib.import_module`, `import_module` and `__import__` are found.
 *
 * @param source the decoded text, with any line ends, with or without a byte order mark
 */
export function scanPythonImports(source: string): PythonImport[] {
  if (source.charCodeAt(0) === 0xfeff) source = source.slice(1);
  const last = lastPossibleImport(source);
  if (last < 0) return [];
  if (source.includes('\r')) return new ImportScanner(source.replace(/\r\n?/g, '\n')).scan();
  return new ImportScanner(source, last).scan();
}

class ImportScanner {
  private readonly found: PythonImport[] = [];
  private readonly lines: LineCounter;
  private readonly calls: DynamicCalls | undefined;
  private readonly blocks = new Blocks((first, end) => {
    for (let i = first; i < end; i++) this.found[i]!.optional = true;
  });
  private at = 0;
  private indent = 0;

  constructor(
    private readonly source: string,
    private readonly last = lastPossibleImport(source),
  ) {
    this.lines = new LineCounter(source);
    this.calls = DynamicCalls.in(source, (at, name) => {
      const module = name.replace(/^\.+/, '');
      this.emit(at, [{ module, level: name.length - module.length, names: [] }], true);
    });
  }

  scan(): PythonImport[] {
    while (this.toNextLine() && (this.at <= this.last || this.blocks.openTries > 0)) {
      const keyword = this.keyword();
      this.blocks.line(this.indent, keyword, this.found.length);
      this.logicalLine(keyword);
    }
    return this.found;
  }

  /**
   * Goes to the first character of the next logical line and measures its indentation as CPython does: tabs to the next
   * multiple of eight, a form feed starts over, and the first backslash continuation settles it.
   */
  private toNextLine(): boolean {
    const { source } = this;
    let column = 0;
    let settled = 0;
    for (let i = this.at; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === SPACE) column += 1;
      else if (code === TAB) column = (column | 7) + 1;
      else if (code === FORM_FEED) column = 0;
      else if (code === NEWLINE) column = settled = 0;
      else if (code === HASH) {
        i = endOfLine(source, i);
        column = settled = 0;
      } else if (code === BACKSLASH && source.charCodeAt(i + 1) === NEWLINE) {
        settled ||= column;
        i += 1;
      } else {
        this.at = i;
        this.indent = settled || column;
        return true;
      }
    }
    return false;
  }

  private keyword(): Keyword | undefined {
    const { source } = this;
    if (source.charCodeAt(this.at) === 97 /* a */ && isKeywordAt(source, this.at, 'async')) {
      this.at = skipSpace(source, this.at + 'async'.length, false);
    }
    const candidates = KEYWORDS[source[this.at]!];
    return candidates?.find((keyword) => isKeywordAt(source, this.at, keyword));
  }

  /** Reads one logical line: a header, simple statements, or both. */
  private logicalLine(keyword: Keyword | undefined): void {
    const { source, calls } = this;
    let header = keyword;
    const headerStart = this.at + (keyword?.length ?? 0);
    let depth = 0;
    let i = keyword ? headerStart : this.statement(this.at);
    for (;;) {
      let code = source.charCodeAt(i);
      while (code > 127 || STOPS[code] === 0) code = source.charCodeAt(++i);
      switch (code) {
        case NEWLINE:
          i += 1;
          if (depth > 0) continue;
          this.at = i;
          return;
        case SINGLE_QUOTE:
        case DOUBLE_QUOTE:
          i = skipString(source, i, calls);
          continue;
        case HASH:
          i = endOfLine(source, i);
          calls?.onText(i);
          continue;
        case BACKSLASH:
          i += 2;
          continue;
        case OPEN_PAREN:
          calls?.onOpenParen(i);
          depth += 1;
          break;
        case OPEN_BRACKET:
        case OPEN_BRACE:
          depth += 1;
          break;
        case CLOSE_PAREN:
        case CLOSE_BRACKET:
        case CLOSE_BRACE:
          if (depth > 0) depth -= 1;
          break;
        case SEMICOLON:
        case COLON:
          if (depth > 0 || source.charCodeAt(i + 1) === EQUALS) break;
          if (header && code === COLON) {
            this.blocks.header(header, this.indent, source.slice(headerStart, i), this.found.length);
            header = undefined;
          }
          i = this.statement(skipSpace(source, i + 1, false));
          continue;
        default:
          // NaN: the end of the text.
          this.at = source.length;
          return;
      }
      i += 1;
    }
  }

  /** Reads the import statement that starts here, if one does. Returns where to read on. */
  private statement(at: number): number {
    const { source } = this;
    const first = source.charCodeAt(at);
    if (first !== 105 /* i */ && first !== 102 /* f */) return at;
    const read = isKeywordAt(source, at, 'import')
      ? readImport(source, at + 'import'.length)
      : isKeywordAt(source, at, 'from')
        ? readFrom(source, at + 'from'.length)
        : undefined;
    if (!read) return at;
    this.emit(at, read.imports, false);
    return read.end;
  }

  private emit(at: number, names: readonly ImportedName[], dynamic: boolean): void {
    const { line, column } = this.lines.locate(at);
    const { flags } = this.blocks;
    for (const { module, level, names: imported } of names) {
      this.found.push({
        module,
        level,
        names: imported,
        line,
        column,
        typeChecking: (flags & TYPE_CHECKING) !== 0,
        optional: (flags & OPTIONAL) !== 0,
        guarded: (flags & GUARDED) !== 0,
        inFunction: (flags & IN_FUNCTION) !== 0,
        dynamic,
      });
    }
  }
}
