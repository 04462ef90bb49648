import { isDeepStrictEqual } from 'node:util';
import type { AST } from 'toml-eslint-parser';
import type { Span } from '../edits/spans.js';
import type { TomlPlacement } from './toml-change.js';
import {
  type ConcretePath,
  nameOf,
  pathError,
  type TomlDocument,
  type TomlPlace,
  valueAt,
} from './toml-edit-document.js';
import { insertIntoList } from './toml-edit-list.js';
import { insertAt } from './toml-edit-order.js';
import {
  commonQuotes,
  inputEntries,
  isInputTable,
  renderKey,
  renderTomlValue,
  type RenderStyle,
  type TomlInput,
} from './toml-edit-render.js';
import { insertBlock, insertStatement } from './toml-edit-statements.js';
import { isTable } from './toml.js';

/** What gives a key or an item a value. A table under headers is the caller's to split into its keys. */
export function planSet(document: TomlDocument, path: ConcretePath, value: TomlInput, where: TomlPlacement): Span[] {
  const known = document.place(path);
  if (known?.value) return replaceValue(document, path, known.value, value);
  if (valueAt(document, path) !== undefined) {
    throw pathError(
      document,
      path,
      `is ${known?.arrayOfTables ? 'an array of tables' : 'a table'}, so it cannot become a value`,
    );
  }
  const base = existingTable(document, path);
  const rest = path.slice(base.length);
  if (!rest.every((step) => typeof step === 'string')) throw pathError(document, path, 'does not exist');
  return addKeys(document, base, rest, value, where);
}

function replaceValue(document: TomlDocument, path: ConcretePath, node: AST.TOMLContentNode, value: TomlInput): Span[] {
  if (sameValue(valueAt(document, path), value)) return [];
  const [start, end] = node.range;
  const style: RenderStyle =
    node.type === 'TOMLValue' && node.kind === 'string'
      ? { quotes: node.style }
      : { quotes: quotesOf(document), float: node.type === 'TOMLValue' && node.kind === 'float' };
  return [{ start, end, newText: renderTomlValue(value, style) }];
}

/** What adds an item to an array. */
export function planAppend(
  document: TomlDocument,
  path: ConcretePath,
  value: TomlInput,
  where: TomlPlacement & { unique?: boolean },
): Span[] {
  const items = valueAt(document, path);
  const place = document.place(path);
  if (Array.isArray(items)) {
    if (where.unique && items.some((item) => sameValue(item, value))) return [];
    if (place?.arrayOfTables) return addBlock(document, path, value, true);
    const list = place!.value as AST.TOMLArray;
    const style = { quotes: list.elements.length > 0 ? commonQuotes([list]) : quotesOf(document) };
    const texts = [...items, value].filter((item) => typeof item === 'string');
    // Only strings have an order.
    const index =
      texts.length > items.length ? insertAt(texts.slice(0, -1), texts.at(-1) as string, where.order) : items.length;
    return insertIntoList(document.text, list, index, renderTomlValue(value, style));
  }
  if (items !== undefined) throw pathError(document, path, 'is not an array');
  const base = existingTable(document, path);
  const inHeaders = canHoldHeaders(document.place(base));
  if (isInputTable(value) && where.layout !== 'inline' && inHeaders) return addBlock(document, path, value, true);
  return planSet(document, path, [value], where);
}

/** The longest part of a path that is a table. @throws HoneError where the path goes on through something else */
function existingTable(document: TomlDocument, path: ConcretePath): ConcretePath {
  for (let length = path.length - 1; length > 0; length--) {
    const value = valueAt(document, path.slice(0, length));
    if (isTable(value)) return path.slice(0, length);
    if (value !== undefined) throw pathError(document, path.slice(0, length), 'is not a table');
  }
  return [];
}

const canHoldHeaders = (place: TomlPlace | undefined): boolean =>
  !place?.value && (place?.header !== undefined || !place?.dotted.length);

function addKeys(
  document: TomlDocument,
  base: ConcretePath,
  rest: readonly string[],
  value: TomlInput,
  where: TomlPlacement,
): Span[] {
  const place = document.place(base);
  if (place?.value?.type === 'TOMLInlineTable') {
    return addToInline(document, place.value, renderKey(rest[0]!), nest(rest.slice(1), value), where);
  }
  if (!canHoldHeaders(place)) return addDotted(document, place!.dotted.at(-1)!, rest, value);
  const layout = where.layout ?? (base.length === 0 && rest.length === 1 ? 'table' : 'inline');
  if (isInputTable(value) && layout === 'table') return addBlock(document, [...base, ...rest], value, false);
  if (rest.length > 1) return addBlock(document, [...base, ...rest.slice(0, -1)], { [rest.at(-1)!]: value }, false);
  if (base.length > 0 && !place?.header) return addBlock(document, base, { [rest[0]!]: value }, false);
  const line = `${renderKey(rest[0]!)} = ${renderTomlValue(value, { quotes: quotesOf(document) })}`;
  return insertStatement(document, place?.header, rest[0]!, line, where.order);
}

const nest = (keys: readonly string[], value: TomlInput): TomlInput =>
  keys.reduceRight<TomlInput>((inner, key) => ({ [key]: inner }), value);

function addToInline(
  document: TomlDocument,
  table: AST.TOMLInlineTable,
  key: string,
  value: TomlInput,
  where: TomlPlacement,
): Span[] {
  const names = table.body.map((statement) => nameOf(statement.key.keys[0]!));
  const text = `${key} = ${renderTomlValue(value, { quotes: quotesOf(document) })}`;
  return insertIntoList(document.text, table, insertAt(names, key, where.order), text);
}

/** Beside `a.b = 1`, a new key of `a` is written `a.c = 2`. */
function addDotted(
  document: TomlDocument,
  { statement, part }: TomlPlace['dotted'][number],
  rest: readonly string[],
  value: TomlInput,
): Span[] {
  const parts = statement.key.keys;
  const prefix = document.text.slice(parts[0]!.range[0], parts[part]!.range[1]);
  const key = [prefix, ...rest.map(renderKey)].join('.');
  const text = `${key} = ${renderTomlValue(value, { quotes: quotesOf(document) })}`;
  if (statement.parent.type === 'TOMLInlineTable') {
    return insertIntoList(document.text, statement.parent, statement.parent.body.indexOf(statement) + 1, text);
  }
  const header = statement.parent.type === 'TOMLTable' ? statement.parent : undefined;
  return insertStatement(document, header, key, text, 'end', statement);
}

function addBlock(document: TomlDocument, path: ConcretePath, value: TomlInput, ofArray: boolean): Span[] {
  if (!isInputTable(value)) throw pathError(document, path, 'is an array of tables, so it takes tables only');
  const name = path
    .filter((step) => typeof step === 'string')
    .map(renderKey)
    .join('.');
  const style = { quotes: quotesOf(document) };
  const body = inputEntries(value).map(([key, item]) => `${renderKey(key)} = ${renderTomlValue(item, style)}`);
  return insertBlock(document, path, [ofArray ? `[[${name}]]` : `[${name}]`, ...body]);
}

function quotesOf(document: TomlDocument): RenderStyle['quotes'] {
  return commonQuotes(
    [...document.root, ...document.headers.flatMap((header) => header.body)].map(({ value }) => value),
  );
}

/** Whether a value of the document says what a value to write says. */
export function sameValue(known: unknown, value: TomlInput | undefined): boolean {
  if (known instanceof Date || value instanceof Date)
    return String(known) === (value as Date | undefined)?.toISOString?.();
  return isDeepStrictEqual(plain(known), plain(value));
}

/** Without prototypes, keys in order of their names, and whole numbers of either kind alike. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (!isTable(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}
