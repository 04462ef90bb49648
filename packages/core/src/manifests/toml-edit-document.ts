import { parse } from 'smol-toml';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { HoneError } from '../diagnostics/hone-error.js';
import type { TomlPath } from './toml-change.js';

/** A path whose predicates have become indices. */
export type ConcretePath = readonly (string | number)[];

/** How a value or a table is written. */
export interface TomlPlace {
  /** The written value; absent for tables that headers or dotted keys make. */
  value?: AST.TOMLContentNode;
  /** The `key = value` that gives it; absent for items of arrays. */
  statement?: AST.TOMLKeyValue;
  /** Its own `[header]` or `[[header]]`. */
  header?: AST.TOMLTable;
  /** Statements whose dotted keys go through it, with the index of the part of the key that names it. */
  dotted: { statement: AST.TOMLKeyValue; part: number }[];
  /** An array that `[[headers]]` make. */
  arrayOfTables?: boolean;
}

/** A parsed TOML text with the places of everything in it. All offsets are of `text`. */
export interface TomlDocument {
  /** The byte order mark, when there is one. */
  mark: string;
  /** The text after the mark. */
  text: string;
  file: string;
  /** Statements before the first header. */
  root: AST.TOMLKeyValue[];
  /** Every header with its statements, in the order of the text. */
  headers: AST.TOMLTable[];
  /** The whole document as plain values. */
  value: unknown;
  place(path: ConcretePath): TomlPlace | undefined;
}

const keyOf = (path: ConcretePath): string => JSON.stringify(path);

/** @throws HoneError with code `toml/invalid` */
export function openToml(source: string, file: string): TomlDocument {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = source.slice(mark.length);
  try {
    const value = parse(text);
    const body = parseTOML(text, { tomlVersion: '1.1' }).body[0].body;
    const places = new Map<string, TomlPlace>();
    for (const node of body) notePlaces(node, [], places);
    return {
      mark,
      text,
      file,
      value,
      root: body.filter((node) => node.type === 'TOMLKeyValue'),
      headers: body.filter((node) => node.type === 'TOMLTable'),
      place: (path) => places.get(keyOf(path)),
    };
  } catch (error) {
    throw invalid(error, file);
  }
}

function invalid(error: unknown, file: string): HoneError {
  const line = error instanceof ParseError ? error.lineNumber : (error as { line?: number }).line;
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  return new HoneError(`${file} is not valid TOML: ${reason.replace(/^Invalid TOML document: /, '')}`, {
    code: 'toml/invalid',
    file,
    ...(line !== undefined && { line }),
    hint: 'Correct the syntax, then try again.',
    cause: error,
  });
}

/** The name of one part of a key. */
export const nameOf = (part: AST.TOMLBare | AST.TOMLQuoted): string =>
  part.type === 'TOMLBare' ? part.name : part.value;

function placeAt(places: Map<string, TomlPlace>, path: ConcretePath): TomlPlace {
  const key = keyOf(path);
  let place = places.get(key);
  if (!place) places.set(key, (place = { dotted: [] }));
  return place;
}

function notePlaces(node: AST.TOMLTable | AST.TOMLKeyValue, base: ConcretePath, places: Map<string, TomlPlace>): void {
  if (node.type === 'TOMLTable') {
    placeAt(places, node.resolvedKey).header = node;
    // `[a.b]` makes `a` as well; it has a place without anything of its own.
    node.resolvedKey.forEach((_, i) => placeAt(places, node.resolvedKey.slice(0, i)));
    if (node.kind === 'array') placeAt(places, node.resolvedKey.slice(0, -1)).arrayOfTables = true;
    for (const child of node.body) notePlaces(child, node.resolvedKey, places);
    return;
  }
  const path = [...base, ...node.key.keys.map(nameOf)];
  for (let length = base.length + 1; length < path.length; length++) {
    placeAt(places, path.slice(0, length)).dotted.push({ statement: node, part: length - base.length - 1 });
  }
  placeAt(places, path).statement = node;
  noteValue(node.value, path, places);
}

function noteValue(node: AST.TOMLContentNode, path: ConcretePath, places: Map<string, TomlPlace>): void {
  placeAt(places, path).value = node;
  if (node.type === 'TOMLArray') node.elements.forEach((child, i) => noteValue(child, [...path, i], places));
  if (node.type === 'TOMLInlineTable') for (const child of node.body) notePlaces(child, path, places);
}

/**
 * Turns predicates into indices.
 *
 * @param lenient gives undefined where no item fits, instead of an error
 * @throws HoneError with code `toml/path`
 */
export function resolveSteps(document: TomlDocument, path: TomlPath, lenient: boolean): ConcretePath | undefined {
  const resolved: (string | number)[] = [];
  let value = document.value;
  for (const step of path) {
    let key: string | number;
    if (typeof step === 'function') {
      key = Array.isArray(value) ? value.findIndex(step) : -1;
      if (key < 0) {
        if (lenient) return undefined;
        throw pathError(document, resolved, 'has no item of the kind asked for');
      }
    } else {
      key = step;
    }
    resolved.push(key);
    value = childOf(value, key);
  }
  return resolved;
}

/** The value under a key or index; undefined where there is none. */
export function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

/** The plain value at a path. */
export const valueAt = (document: TomlDocument, path: ConcretePath): unknown => path.reduce(childOf, document.value);

/** An error about a path of a document. */
export function pathError(document: TomlDocument, path: ConcretePath, what: string): HoneError {
  const name = path.length === 0 ? 'The document' : `\`${path.join('.')}\``;
  return new HoneError(`${name} in ${document.file} ${what}.`, { code: 'toml/path', file: document.file });
}
