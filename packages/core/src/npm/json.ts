import type { ManifestProblem } from '../manifests/types.js';
import type { JsonObject } from './types.js';

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key; an empty one where there is none. */
export const objectAt = (value: JsonObject, key: string): JsonObject => {
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

/** Parses the JSON text of an object, and says with the line what is wrong with another. */
export function parseJsonObject(text: string, file: string): { value: JsonObject; problems: ManifestProblem[] } {
  const source = text.replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(source);
    if (isObject(value)) return { value, problems: [] };
    return { value: {}, problems: [{ file, line: 1, message: 'The file is not a JSON object' }] };
  } catch (error) {
    return { value: {}, problems: [problemOf(source, file, (error as Error).message)] };
  }
}

function problemOf(text: string, file: string, reason: string): ManifestProblem {
  const conflict = /^<{7} .*$/m.exec(text);
  if (conflict) {
    const line = lineAt(text, conflict.index);
    return { file, line, message: 'The file has the marks of a merge conflict', hint: 'Settle the conflict.' };
  }
  const position = /at position (\d+)/.exec(reason)?.[1];
  const message = `The file is not valid JSON: ${reason.replace(/ \(line \d+ column \d+\)$/, '')}`;
  // An error without a position is one at the end, or right at the start.
  const line = lineAt(text, position !== undefined ? Number(position) : /end of JSON/.test(reason) ? text.length : 0);
  return { file, line, message, hint: 'Correct the syntax.' };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** What one step of indentation is in a JSON text. */
export const indentOf = (text: string): string => /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
