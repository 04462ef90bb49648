import type { AST } from 'toml-eslint-parser';
import type { Span } from '../edits/spans.js';
import { type ConcretePath, type TomlDocument } from './toml-edit-document.js';
import { beginsLine, lineStart, nextLine } from './toml-edit-lines.js';
import { removeFromList } from './toml-edit-list.js';

/** What deletes the thing at a path, however it is written; nothing when it is not there. */
export function planRemove(document: TomlDocument, path: ConcretePath): Span[] {
  const place = document.place(path);
  if (!place || path.length === 0) return [];
  const last = path.at(-1);
  if (place.value && typeof last === 'number') {
    const list = document.place(path.slice(0, -1))?.value;
    if (list?.type === 'TOMLArray') return removeFromList(document.text, list, last);
  }
  const statements = place.statement ? [place.statement] : place.dotted.map(({ statement }) => statement);
  const inner = document.headers.filter((header) => startsWith(header.resolvedKey, path));
  return [...removeStatements(document.text, statements), ...inner.map((header) => removeBlock(document, header))].sort(
    (a, b) => a.start - b.start,
  );
}

const startsWith = (path: ConcretePath, prefix: ConcretePath): boolean => prefix.every((step, i) => path[i] === step);

/** Statements of one table: lines of a body, or items of an inline table. */
function removeStatements(text: string, statements: readonly AST.TOMLKeyValue[]): Span[] {
  // Items of one inline table would overlap in their commas: more than one of them is rare enough to go one at a time.
  const [first] = statements;
  if (first?.parent.type === 'TOMLInlineTable')
    return removeFromList(text, first.parent, first.parent.body.indexOf(first));
  return statements.map(({ range }) => ({
    start: lineStart(text, range[0]),
    end: nextLine(text, range[1]),
    newText: '',
  }));
}

/** A header with its statements, and the empty lines behind them. */
function removeBlock({ text, headers }: TomlDocument, header: AST.TOMLTable): Span {
  const start = lineStart(text, header.range[0]);
  let end = nextLine(text, Math.max(header.range[1], header.body.at(-1)?.range[1] ?? 0));
  while (end < text.length && text.slice(end, nextLine(text, end)).trim() === '') end = nextLine(text, end);
  // At the end of the text, the empty lines before it go instead of those behind it.
  if (end < text.length || header !== headers.at(-1)) return { start, end, newText: '' };
  const kept = text.slice(0, start).trimEnd().length;
  return { start: kept === 0 || !beginsLine(text, start) ? start : nextLine(text, kept), end, newText: '' };
}
