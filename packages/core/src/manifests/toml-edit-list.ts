import type { AST } from 'toml-eslint-parser';
import type { Span } from '../edits/spans.js';
import { beginsLine, indentAt, lineEnd, lineStart, nextLine, skipBlanks, skipTrivia } from './toml-edit-lines.js';

/** What stands in brackets with commas between: an array or an inline table. */
type List = AST.TOMLArray | AST.TOMLInlineTable;

const itemsOf = (list: List): readonly (AST.TOMLContentNode | AST.TOMLKeyValue)[] =>
  list.type === 'TOMLArray' ? list.elements : list.body;

/** The offset of the comma behind an item, or undefined. */
function commaAfter(text: string, item: { range: AST.Range }): number | undefined {
  const at = skipTrivia(text, item.range[1]);
  return text[at] === ',' ? at : undefined;
}

/**
 * Puts `newText` before item `index` of a list; behind the last one when there is no such item. It gets a line of its
 * own where the item before it has one.
 */
export function insertIntoList(text: string, list: List, index: number, newText: string): Span[] {
  const items = itemsOf(list);
  const before = items[index - 1];
  const after = items[index];
  if (before) return insertBehind(text, list, before, after, newText);
  if (after) return insertFirst(text, list, after, newText);
  return insertOnly(text, list, newText);
}

function insertOnly(text: string, list: List, newText: string): Span[] {
  const [start, end] = [list.range[0] + 1, list.range[1] - 1];
  const inner = text.slice(start, end);
  if (!inner.includes('\n')) {
    const pad = list.type === 'TOMLInlineTable' ? ' ' : '';
    return [{ start, end, newText: `${pad}${newText}${pad}` }];
  }
  // Behind the comments that the brackets hold, and like them.
  const at = start + inner.trimEnd().length;
  const indent =
    at > start && beginsLine(text, lastLineContent(text, at)) ? indentAt(text, at) : `${indentAt(text, end)}    `;
  return [{ start: at, end: at, newText: `\n${indent}${newText},` }];
}

const lastLineContent = (text: string, at: number): number => skipBlanks(text, lineStart(text, at));

function insertFirst(text: string, list: List, after: { range: AST.Range }, newText: string): Span[] {
  if (beginsLine(text, after.range[0])) {
    const at = lineEnd(text, list.range[0]);
    return [{ start: at, end: at, newText: `\n${indentAt(text, after.range[0])}${newText},` }];
  }
  return [{ start: after.range[0], end: after.range[0], newText: `${newText}, ` }];
}

function insertBehind(
  text: string,
  list: List,
  before: { range: AST.Range },
  after: { range: AST.Range } | undefined,
  newText: string,
): Span[] {
  const comma = commaAfter(text, before);
  const gapEnd = after ? after.range[0] : list.range[1];
  const ownLine = beginsLine(text, before.range[0]) && text.slice(before.range[1], gapEnd).includes('\n');
  if (!ownLine) {
    return comma === undefined ? [insertion(before.range[1], `, ${newText}`)] : [insertion(comma + 1, ` ${newText},`)];
  }
  const at = lineEnd(text, comma ?? before.range[1]);
  const line = `\n${indentAt(text, before.range[0])}${newText}`;
  return comma === undefined ? [insertion(before.range[1], ','), insertion(at, line)] : [insertion(at, `${line},`)];
}

const insertion = (at: number, newText: string): Span => ({ start: at, end: at, newText });
const deletion = (start: number, end: number): Span => ({ start, end, newText: '' });

/** Takes item `index` out of a list, with its comma, and with its line when it has one of its own. */
export function removeFromList(text: string, list: List, index: number): Span[] {
  const items = itemsOf(list);
  const item = items[index]!;
  const comma = commaAfter(text, item);
  const end = comma === undefined ? item.range[1] : comma + 1;
  const before = items[index - 1];
  const commaBefore = before ? commaAfter(text, before) : undefined;
  const lineRest = text.slice(end, lineEnd(text, end)).trim();
  if (beginsLine(text, item.range[0]) && (lineRest === '' || lineRest.startsWith('#'))) {
    const whole = deletion(lineStart(text, item.range[0]), nextLine(text, end));
    // The list had no comma at its end, so it keeps having none.
    return comma === undefined && commaBefore !== undefined ? [deletion(commaBefore, commaBefore + 1), whole] : [whole];
  }
  if (items.length === 1) return removeOnly(text, list, item.range[0], end);
  if (index < items.length - 1) return [deletion(item.range[0], skipBlanks(text, end))];
  if (commaBefore === undefined) return [deletion(item.range[0], end)];
  const from = comma === undefined ? commaBefore : commaBefore + 1;
  if (!text.slice(from, item.range[0]).includes('#')) return [deletion(from, end)];
  return [...(comma === undefined ? [deletion(from, from + 1)] : []), deletion(item.range[0], end)];
}

function removeOnly(text: string, list: List, start: number, end: number): Span[] {
  const [open, close] = [list.range[0] + 1, list.range[1] - 1];
  const rest = text.slice(open, start) + text.slice(end, close);
  return [rest.trim() === '' && !rest.includes('\n') ? deletion(open, close) : deletion(start, end)];
}
