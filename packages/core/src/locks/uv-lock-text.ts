import type { TomlTable } from '../manifests/toml.js';

/**
 * Reads the text of a `uv.lock` in the regular layout that uv writes, several times faster than a TOML parser. Gives the
 * same tables, but of each file under `sdist` and `wheels` only what tells it from another: its hash, or its line
 * where it has none.
 *
 * @returns undefined as soon as a line is not in that layout: the caller then asks a TOML parser
 */
export function readUvLockText(text: string): TomlTable | undefined {
  const lines = new Lines(text);
  const root: TomlTable = {};
  let table = root;
  let current: TomlTable | undefined;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === '' || line.startsWith('#')) continue;
    if (line === '[[package]]') {
      current = table = {};
      (root['package'] ??= []) as TomlTable[];
      (root['package'] as TomlTable[]).push(current);
    } else if (line.startsWith('[')) {
      const opened = openTable(line, root, current);
      if (!opened) return undefined;
      table = opened;
    } else if (!readPair(line, lines, table)) {
      return undefined;
    }
  }
  return root;
}

class Lines {
  private offset = 0;

  constructor(private readonly text: string) {}

  next(): string | undefined {
    if (this.offset >= this.text.length) return undefined;
    const start = this.offset;
    return this.text.slice(start, this.moveOn());
  }

  /**
   * The hash in the line that comes next, and goes past it. Most of a lock is lines of files, and cutting out the hash
   * alone is what makes the reader fast. Undefined, without moving, for a line of another kind.
   */
  nextHash(): string | undefined {
    if (!this.text.startsWith('    { url = "', this.offset)) return undefined;
    const end = this.text.indexOf('\n', this.offset);
    const at = this.text.indexOf('", hash = "', this.offset);
    if (at < 0 || at > end) return undefined;
    const hash = this.text.slice(at + 11, this.text.indexOf('"', at + 11));
    this.moveOn();
    return hash;
  }

  /** Goes past the line that comes next and gives the offset of its end. */
  private moveOn(): number {
    const found = this.text.indexOf('\n', this.offset);
    const end = found < 0 ? this.text.length : found;
    this.offset = end + 1;
    return this.text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }
}

/** `[manifest]`, `[package.metadata.requires-dev]`: the latter belongs to the package that was opened last. */
function openTable(line: string, root: TomlTable, current: TomlTable | undefined): TomlTable | undefined {
  const path = /^\[([\w-]+(?:\.[\w-]+)*)\]$/.exec(line)?.[1]?.split('.');
  if (!path) return undefined;
  const inPackage = path[0] === 'package';
  let table = inPackage ? current : root;
  for (const key of inPackage ? path.slice(1) : path) {
    if (!table) return undefined;
    const next: unknown = (table[key] ??= {});
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined;
    table = next as TomlTable;
  }
  return table;
}

function readPair(line: string, lines: Lines, table: TomlTable): boolean {
  const equals = line.indexOf(' = ');
  const key = line.slice(0, equals);
  if (equals < 1 || !/^[\w-]+$/.test(key) || Object.hasOwn(table, key)) return false;
  const value = line.slice(equals + 3);
  const files = key === 'wheels' || key === 'sdist';
  const read = value === '[' ? readItems(lines, files) : files ? readFiles(value) : readInline(value);
  if (read === undefined) return false;
  table[key] = read;
  return true;
}

function readItems(lines: Lines, files: boolean): unknown[] | undefined {
  const items: unknown[] = [];
  for (;;) {
    const hash = files ? lines.nextHash() : undefined;
    if (hash !== undefined) {
      items.push({ hash });
      continue;
    }
    const line = lines.next();
    if (line === ']') return items;
    if (line === undefined || !line.startsWith('    ')) return undefined;
    const value = line.slice(4, line.endsWith(',') ? -1 : undefined);
    const item = files ? readFile(value) : readInline(value);
    if (item === undefined) return undefined;
    items.push(item);
  }
}

/** `sdist = { … }` or `wheels = [{ … }]` on one line. */
function readFiles(value: string): unknown {
  return value.startsWith('{') ? readFile(value) : readInline(value);
}

function readFile(value: string): TomlTable | undefined {
  if (!value.startsWith('{ ') || !value.endsWith(' }')) return undefined;
  const at = value.indexOf(' hash = "');
  return at < 0
    ? (readInline(value) as TomlTable | undefined)
    : { hash: value.slice(at + 9, value.indexOf('"', at + 9)) };
}

/** Reads a value that fits on a line; undefined when it holds an escape or anything else that needs a real parser. */
function readInline(text: string): unknown {
  const cursor = { text, at: 0 };
  const value = readValue(cursor);
  return cursor.at === text.length ? value : undefined;
}

interface Cursor {
  text: string;
  at: number;
}

function readValue(cursor: Cursor): unknown {
  switch (cursor.text[cursor.at]) {
    case '"':
      return readString(cursor);
    case '{':
      return readInlineTable(cursor);
    case '[':
      return readInlineArray(cursor);
    default:
      return readWord(cursor);
  }
}

function readString(cursor: Cursor): string | undefined {
  const end = cursor.text.indexOf('"', cursor.at + 1);
  const value = cursor.text.slice(cursor.at + 1, end);
  if (end < 0 || value.includes('\\')) return undefined;
  cursor.at = end + 1;
  return value;
}

function readWord(cursor: Cursor): number | boolean | undefined {
  const pattern = /true|false|\d+(?![\d.:_a-z-])/y;
  pattern.lastIndex = cursor.at;
  const word = pattern.exec(cursor.text)?.[0];
  if (word === undefined) return undefined;
  cursor.at += word.length;
  return word === 'true' || (word === 'false' ? false : Number(word));
}

const accept = (cursor: Cursor, token: string): boolean => {
  const found = cursor.text.startsWith(token, cursor.at);
  if (found) cursor.at += token.length;
  return found;
};

function readInlineArray(cursor: Cursor): unknown[] | undefined {
  const items: unknown[] = [];
  cursor.at++;
  while (!accept(cursor, ']')) {
    if (items.length > 0 && !accept(cursor, ', ')) return undefined;
    const item = readValue(cursor);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readInlineTable(cursor: Cursor): TomlTable | undefined {
  const table: TomlTable = {};
  if (!accept(cursor, '{ ')) return undefined;
  for (let first = true; !accept(cursor, ' }'); first = false) {
    if (!first && !accept(cursor, ', ')) return undefined;
    const equals = cursor.text.indexOf(' = ', cursor.at);
    const key = cursor.text.slice(cursor.at, equals);
    if (equals < 0 || !/^[\w-]+$/.test(key)) return undefined;
    cursor.at = equals + 3;
    const value = readValue(cursor);
    if (value === undefined) return undefined;
    table[key] = value;
  }
  return table;
}
