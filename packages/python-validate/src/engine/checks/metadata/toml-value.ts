/** A table of a parsed TOML document. */
export type TomlTable = { readonly [key: string]: unknown };

/** The way to a value of a TOML document: keys of tables and indices of arrays. */
export type TomlPath = readonly (string | number)[];

/** Whether a value is a table. Dates are objects too, but not plain ones. */
export function isTable(value: unknown): value is TomlTable {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value at a path, or undefined when there is none. */
export function valueAt(document: unknown, path: TomlPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined;
    return isTable(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, document);
}

/** The table at a path, or undefined when it is missing or no table. */
export function tableAt(document: unknown, path: TomlPath): TomlTable | undefined {
  const value = valueAt(document, path);
  return isTable(value) ? value : undefined;
}

/** The strings of the array at a path with their indices; what is no string, or no array, is passed over. */
export function stringsAt(document: unknown, path: TomlPath): [index: number, text: string][] {
  const value = valueAt(document, path);
  if (!Array.isArray(value)) return [];
  return [...value.entries()].filter((entry): entry is [number, string] => typeof entry[1] === 'string');
}

/** The name of a value's type, for messages. */
export function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (isTable(value)) return 'a table';
  const names: Record<string, string> = {
    string: 'a string',
    number: 'a number',
    bigint: 'a number',
    boolean: 'a boolean',
  };
  return names[typeof value] ?? 'a date';
}

/** Writes a path as TOML would: `project.urls."Bug tracker"`, array indices in brackets. */
export function renderPath(path: TomlPath): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      return (i > 0 ? '.' : '') + (/^[\w-]+$/.test(step) ? step : JSON.stringify(step));
    })
    .join('');
}

/** Writes a string as a TOML basic string. */
export function renderString(text: string): string {
  // JSON's escapes are a subset of TOML's, but JSON leaves DEL as it is.
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
