import type { AST } from 'toml-eslint-parser';

/** A value to write. Keys with the value undefined are left out. */
export type TomlInput =
  string | number | bigint | boolean | Date | readonly TomlInput[] | { readonly [key: string]: TomlInput | undefined };

export type Quotes = 'basic' | 'literal';

export interface RenderStyle {
  quotes: Quotes;
  /** Writes whole numbers as `1.0`. */
  float?: boolean;
}

/** Whether a value to write is a table. */
export function isInputTable(value: TomlInput): value is { readonly [key: string]: TomlInput | undefined } {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** The keys and values of a table to write, those without a value left out. */
export const inputEntries = (value: { readonly [key: string]: TomlInput | undefined }): [string, TomlInput][] =>
  Object.entries(value).filter((entry): entry is [string, TomlInput] => entry[1] !== undefined);

/** A key as TOML: bare where it can be. */
export const renderKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : renderString(key, 'basic'));

/** A value as TOML on one line. */
export function renderTomlValue(value: TomlInput, style: RenderStyle): string {
  if (typeof value === 'string') return renderString(value, style.quotes);
  if (typeof value === 'number') return renderNumber(value, style.float ?? false);
  if (value instanceof Date) return value.toISOString();
  if (isArray(value)) return `[${value.map((item) => renderTomlValue(item, style)).join(', ')}]`;
  if (typeof value === 'object') {
    const entries = inputEntries(value).map(([key, item]) => `${renderKey(key)} = ${renderTomlValue(item, style)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value);
}

// Array.isArray does not narrow a readonly array.
const isArray = (value: TomlInput): value is readonly TomlInput[] => Array.isArray(value);

function renderNumber(value: number, float: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = String(value);
  return float && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

// TOML 1.0, "String": what a basic string must escape; the short forms where there are some.
// eslint-disable-next-line no-control-regex
const UNSAFE = /["\\\u0000-\u001f\u007f]/g;
// eslint-disable-next-line no-control-regex
const NOT_LITERAL = /['\u0000-\u0008\u000a-\u001f\u007f]/;
const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

function renderString(value: string, quotes: Quotes): string {
  if (quotes === 'literal' && !NOT_LITERAL.test(value)) return `'${value}'`;
  const escaped = value.replace(
    UNSAFE,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** The kind of quotes that a text uses most for strings of one line. */
export function commonQuotes(nodes: Iterable<AST.TOMLContentNode>): Quotes {
  let balance = 0;
  const visit = (node: AST.TOMLContentNode): void => {
    if (node.type === 'TOMLArray') node.elements.forEach(visit);
    else if (node.type === 'TOMLInlineTable') node.body.forEach((child) => visit(child.value));
    else if (node.kind === 'string' && !node.multiline) balance += node.style === 'literal' ? -1 : 1;
  };
  for (const node of nodes) visit(node);
  return balance < 0 ? 'literal' : 'basic';
}
