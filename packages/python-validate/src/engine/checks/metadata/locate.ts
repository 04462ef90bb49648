import type { Region } from '@hone/core/diagnostics';
import type { AST } from 'toml-eslint-parser';
import type { TomlPath } from './toml-value.js';

/** Where a key and its value stand in the text. A table that a header opens has no value region of its own. */
export interface TomlPlace {
  key?: Region;
  value?: Region;
}

/** Finds places of a TOML document by path. */
export interface TomlLocator {
  /** The place of a path, else of its nearest parent that is in the text; undefined for the document itself. */
  find(path: TomlPath): TomlPlace | undefined;
  /** The region to delete in order to take an element out of its array, or undefined when a comment would go with it. */
  removal(path: TomlPath): Region | undefined;
}

const keyOf = (path: TomlPath): string => JSON.stringify(path);

/** Parses a TOML text for positions. Gives undefined when the text can't be parsed. */
export async function locateToml(text: string): Promise<TomlLocator | undefined> {
  // Loaded here: a report without findings needs no positions.
  const { parseTOML } = await import('toml-eslint-parser');
  const places = new Map<string, TomlPlace>();
  try {
    for (const node of parseTOML(text).body[0].body) visitBody(node, [], places);
  } catch {
    return undefined;
  }
  const lines = text.split(/\r\n|\n/);
  return {
    find(path) {
      for (let length = path.length; length > 0; length--) {
        const place = places.get(keyOf(path.slice(0, length)));
        if (place) return place;
      }
      return undefined;
    },
    removal: (path) => findRemoval(path, places, lines),
  };
}

function visitBody(node: AST.TOMLTable | AST.TOMLKeyValue, parent: TomlPath, places: Map<string, TomlPlace>): void {
  if (node.type === 'TOMLTable') {
    noteKeys(node.key, [], places);
    addPlace(places, node.resolvedKey, { key: regionOf(node.key) });
    for (const child of node.body) visitBody(child, node.resolvedKey, places);
    return;
  }
  noteKeys(node.key, parent, places);
  const path = [...parent, ...node.key.keys.map(nameOf)];
  visitValue(node.value, path, regionOf(node.key), places);
}

function visitValue(
  node: AST.TOMLContentNode,
  path: TomlPath,
  key: Region | undefined,
  places: Map<string, TomlPlace>,
): void {
  addPlace(places, path, { ...(key && { key }), value: regionOf(node) });
  if (node.type === 'TOMLArray')
    node.elements.forEach((child, i) => visitValue(child, [...path, i], undefined, places));
  if (node.type === 'TOMLInlineTable') for (const child of node.body) visitBody(child, path, places);
}

/** Notes the parents that a dotted key names: `project` and `project.urls` for `[project.urls]`. */
function noteKeys(key: AST.TOMLKey, parent: TomlPath, places: Map<string, TomlPlace>): void {
  key.keys.slice(0, -1).forEach((part, i) => {
    addPlace(places, [...parent, ...key.keys.slice(0, i + 1).map(nameOf)], { key: regionOf(part) });
  });
}

function addPlace(places: Map<string, TomlPlace>, path: TomlPath, place: TomlPlace): void {
  const id = keyOf(path);
  const known = places.get(id);
  // A table's own header is a better place than the header of one of its parts.
  if (!known || (known.value === undefined && place.value !== undefined)) places.set(id, place);
}

function nameOf(part: AST.TOMLBare | AST.TOMLQuoted): string {
  return part.type === 'TOMLBare' ? part.name : part.value;
}

function regionOf({ loc }: { loc: AST.SourceLocation }): Region {
  return {
    start: { line: loc.start.line, column: loc.start.column + 1 },
    end: { line: loc.end.line, column: loc.end.column + 1 },
  };
}

function findRemoval(path: TomlPath, places: Map<string, TomlPlace>, lines: readonly string[]): Region | undefined {
  const index = path.at(-1);
  if (typeof index !== 'number') return undefined;
  const sibling = (i: number): Region | undefined => places.get(keyOf([...path.slice(0, -1), i]))?.value;
  const [own, before, after] = [sibling(index), sibling(index - 1), sibling(index + 1)];
  if (!own) return undefined;
  const region = after ? { start: own.start, end: after.start } : { start: before?.end ?? own.start, end: own.end };
  const gap = after ? { start: own.end, end: after.start } : { start: region.start, end: own.start };
  return textOf(gap, lines).includes('#') ? undefined : region;
}

function textOf({ start, end }: Region, lines: readonly string[]): string {
  if (start.line === end.line) return (lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1);
  return [
    (lines[start.line - 1] ?? '').slice(start.column - 1),
    ...lines.slice(start.line, end.line - 1),
    (lines[end.line - 1] ?? '').slice(0, end.column - 1),
  ].join('\n');
}
