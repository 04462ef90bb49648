import type { AST } from 'toml-eslint-parser';
import type { Span } from '../edits/spans.js';
import { type ConcretePath, nameOf, type TomlDocument } from './toml-edit-document.js';
import { indentAt, lineEnd, lineStart, nextLine } from './toml-edit-lines.js';
import { insertAt } from './toml-edit-order.js';

const insertion = (at: number, newText: string): Span => ({ start: at, end: at, newText });

/**
 * Puts a `key = value` line into the body of a header, or before the first header.
 *
 * @param beside the statement it goes behind, instead of where `order` says
 */
export function insertStatement(
  document: TomlDocument,
  header: AST.TOMLTable | undefined,
  name: string,
  line: string,
  order: 'end' | 'sorted' | undefined,
  beside?: AST.TOMLKeyValue,
): Span[] {
  const { text } = document;
  const body = header ? header.body : document.root;
  const names = body.map((statement) => nameOf(statement.key.keys[0]!));
  const index = beside ? body.indexOf(beside) + 1 : insertAt(names, name, order);
  const before = body[index - 1];
  if (before) return [insertion(lineEnd(text, before.range[1]), `\n${indentAt(text, before.range[0])}${line}`)];
  if (header) {
    const like = body[0] ?? header;
    return [insertion(lineEnd(text, header.key.range[1]), `\n${indentAt(text, like.range[0])}${line}`)];
  }
  return insertAtTop(document, line);
}

/** Puts a line before everything else, but behind a comment about the file. */
function insertAtTop({ text, headers, root }: TomlDocument, line: string): Span[] {
  if (root[0]) return [insertion(lineStart(text, root[0].range[0]), `${line}\n`)];
  const [first] = headers;
  if (!first) return appendLines(text, [line]);
  // Comments right above the header are about it.
  return [insertion(startOfBlock(text, first), `${line}\n\n`)];
}

/** Adds lines at the end of a text, behind an empty line. */
function appendLines(text: string, lines: readonly string[]): Span[] {
  const end = text.trimEnd().length;
  if (end === 0) return [{ start: 0, end: text.length, newText: `${lines.join('\n')}\n` }];
  return [insertion(end, `\n\n${lines.join('\n')}${end === text.length ? '\n' : ''}`)];
}

/**
 * Puts a header with its body where its relatives are: behind the last table of the longest part of its path that has
 * one, before the tables inside it where it has none of its own yet; at the end of the text when it has no relatives.
 */
export function insertBlock(document: TomlDocument, path: ConcretePath, lines: readonly string[]): Span[] {
  const { text, headers } = document;
  const inside = headers.find((header) => startsWith(header.resolvedKey, path));
  if (inside && !document.place(path)?.arrayOfTables) {
    return [insertion(startOfBlock(text, inside), `${indented(text, inside, lines)}\n\n`)];
  }
  for (let length = path.length; length > 0; length--) {
    const relative = headers.findLast((header) => startsWith(header.resolvedKey, path.slice(0, length)));
    if (!relative) continue;
    const at = endOfBlock(text, relative);
    const open = at === text.length && !text.endsWith('\n');
    return [insertion(at, `\n\n${indented(text, relative, lines)}${open ? '\n' : ''}`)];
  }
  return appendLines(text, lines);
}

const startsWith = (path: ConcretePath, prefix: ConcretePath): boolean => prefix.every((step, i) => path[i] === step);

const indented = (text: string, like: AST.TOMLTable, lines: readonly string[]): string =>
  lines.map((line) => indentAt(text, like.range[0]) + line).join('\n');

/** The start of a header's line, or of the comments right above it. */
function startOfBlock(text: string, header: AST.TOMLTable): number {
  let at = lineStart(text, header.range[0]);
  while (
    at > 0 &&
    text
      .slice(lineStart(text, at - 1), at)
      .trimStart()
      .startsWith('#')
  )
    at = lineStart(text, at - 1);
  return at;
}

/** The end of the last line of a header's body, with the comments right below it when an empty line follows them. */
function endOfBlock(text: string, header: AST.TOMLTable): number {
  const end = lineEnd(text, Math.max(header.key.range[1], header.body.at(-1)?.range[1] ?? 0));
  let below = end;
  for (;;) {
    const start = nextLine(text, below);
    const line = text.slice(start, lineEnd(text, start)).trim();
    if (line === '') return below;
    if (!line.startsWith('#') || start === below) return end;
    below = lineEnd(text, start);
  }
}
