import { layoutOf } from '@hone/core/edits';
import { type JSONPath, applyEdits, modify, parse } from 'jsonc-parser';

/** A JSON text, comments and trailing commas allowed, as data. */
export function parseJson<T>(text: string): T {
  return parse(text, [], { allowTrailingComma: true }) as T;
}

/** Appends a value to a list in a JSON text, making the list if need be. Everything else stays as it is written. */
export function appendToList(text: string, path: JSONPath, value: unknown): string {
  const list = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], parseJson(text));
  return Array.isArray(list)
    ? edit(text, [...path, list.length], value, { isArrayInsertion: true })
    : edit(text, path, [value]);
}

/** Sets a value in a JSON text, making the objects on the way if need be. */
export function setValue(text: string, path: JSONPath, value: unknown): string {
  return edit(text, path, value);
}

/** Sets a key of an object in a JSON text, making the object if need be; a new key goes to its place by name. */
export function setSorted(text: string, path: JSONPath, key: string, value: unknown): string {
  return edit(text, [...path, key], value, {
    getInsertionIndex: (keys) => {
      const after = keys.findIndex((other) => other > key);
      return after < 0 ? keys.length : after;
    },
  });
}

function edit(text: string, path: JSONPath, value: unknown, options: Parameters<typeof modify>[3] = {}): string {
  return applyEdits(text, modify(text, path, value, { ...options, formattingOptions: layoutOf(text) }));
}
