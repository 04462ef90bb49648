import { posix } from 'node:path';

/** Values by name, for templates. */
export type Variables = Readonly<Record<string, string>>;

// A name starts with a small letter, so that neither `{2}` nor `\p{L}` of a pattern is a variable.
const SLOT = /\{([a-z][A-Za-z0-9_-]*)((?:\|[a-z-]+)*)\}/g;

/** What can be done to a value in a template: `{file|folder}`. */
const FILTERS: Readonly<Record<string, (value: string) => string>> = {
  folder: (value) => posix.dirname(value),
  name: (value) => posix.basename(value),
  stem: (value) => posix.basename(value).replace(/\.[^.]*$/, ''),
  'no-extension': (value) => value.replace(/\.[^./]*$/, ''),
  kebab: (value) => value.replaceAll('_', '-'),
  snake: (value) => value.replaceAll('-', '_'),
  lower: (value) => value.toLowerCase(),
  upper: (value) => value.toUpperCase(),
  first: (value) => value.split(/[./:]/, 1)[0]!,
  last: (value) => value.split(/[./]|::/).at(-1)!,
  slashes: (value) => value.replace(/\.|::/g, '/'),
  plain: (value) => value.replace(/^\.\//, ''),
  trim: (value) => value.trim(),
  indent: (value) => /^[ \t]*/.exec(value)![0],
  json: (value) => JSON.stringify(value),
};

/** Names of the filters that templates may use. */
export const filterNames: readonly string[] = Object.keys(FILTERS);

/** Puts values in the places of `{name}`; `{name|filter}` changes them first. A name without a value stays. */
export function fillTemplate(template: string, variables: Variables, escape = (value: string) => value): string {
  return template.replace(SLOT, (slot, name: string, filters: string) => {
    if (!Object.hasOwn(variables, name)) return slot;
    const wanted = filters.split('|').slice(1);
    return escape(wanted.reduce((value, filter) => FILTERS[filter]?.(value) ?? value, variables[name]!));
  });
}

/** Fills the strings of any data. */
export function fillData(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillTemplate(value, variables);
  if (Array.isArray(value)) return value.map((item) => fillData(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillData(item, variables)]));
}

/** The names that the templates of any data use. */
export function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(SLOT)].map((match) => match[1]!);
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

/** The filters that the templates of any data use. */
export function filtersIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(SLOT)].flatMap((match) => match[2]!.split('|').slice(1));
  if (Array.isArray(value)) return value.flatMap(filtersIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(filtersIn) : [];
}

const escapePattern = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A pattern with values in it, taken as they are; `^` and `$` are of lines. */
export function fillPattern(pattern: string, variables: Variables, flags = 'm'): RegExp {
  return new RegExp(fillTemplate(pattern, variables, escapePattern), flags);
}

/** A pattern as it is checked at load: with a letter in the place of each value. */
export const samplePattern = (pattern: string): string => pattern.replace(SLOT, 'x');
