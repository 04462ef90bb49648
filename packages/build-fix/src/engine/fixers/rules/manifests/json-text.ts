import { layoutOf, type Span } from '@hone/core/edits';
import { isObject } from '@hone/core/npm';
import { findNodeAtLocation, type JSONPath, modify, type ModificationOptions, parse, parseTree } from 'jsonc-parser';

// A byte order mark keeps its place: a blank stands for it.
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, ' ');

/** The object of a JSON text; comments, trailing commas and a byte order mark are allowed. */
export function parseJsonText(text: string): Record<string, unknown> {
  const value: unknown = parse(withoutMark(text), [], { allowTrailingComma: true });
  return isObject(value) ? value : {};
}

/** What sets, adds or removes (`undefined`) a value; all else stays as it is written. */
export function planJsonEdit(
  text: string,
  path: JSONPath,
  value: unknown,
  options: Omit<ModificationOptions, 'formattingOptions'> = {},
): Span[] {
  const edits = modify(withoutMark(text), path, value, { ...options, formattingOptions: layoutOf(text) });
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, newText: content }));
}

/** What adds an item to a list; a list on one line stays on one. */
export function planJsonAppend(text: string, path: JSONPath, value: unknown): Span[] {
  const tree = parseTree(withoutMark(text), [], { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, path);
  const last = list?.children?.at(-1);
  if (!list || !last || text.slice(list.offset, list.offset + list.length).includes('\n')) {
    return planJsonEdit(text, [...path, list?.children?.length ?? 0], value, { isArrayInsertion: true });
  }
  const end = last.offset + last.length;
  return [{ start: end, end, newText: `, ${JSON.stringify(value)}` }];
}

/** A new key goes to its place by name when the keys are in order, else to the end. */
export function sortedIndex(key: string): (keys: string[]) => number {
  return (keys) => {
    const sorted = keys.every((name, index) => index === 0 || keys[index - 1]! <= name);
    const after = keys.findIndex((name) => name > key);
    return sorted && after >= 0 ? after : keys.length;
  };
}
