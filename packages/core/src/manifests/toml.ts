import { TomlError, parse } from 'smol-toml';
import type { ManifestProblem } from './types.js';

/** A TOML table: values are strings, numbers, booleans, dates, arrays and tables. */
export type TomlTable = { [key: string]: unknown };

export interface ParsedToml {
  table: TomlTable;
  problems: ManifestProblem[];
}

/**
 * Parses TOML. In a broken text the tables that parse by themselves are still read, so that one typing error does not
 * hide a project's name and dependencies; the error is given with its line and column.
 */
export function parseToml(text: string, file: string): ParsedToml {
  const source = text.replace(/^\uFEFF/, '');
  try {
    return { table: parse(source), problems: [] };
  } catch (error) {
    return { table: parseTablesApart(source), problems: [problemOf(error, file)] };
  }
}

function problemOf(error: unknown, file: string): ManifestProblem {
  const position = error instanceof TomlError ? { line: error.line, column: error.column } : {};
  // smol-toml's message goes on with a code frame after its first line; the renderer makes its own.
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  return {
    file,
    ...position,
    message: `The file is not valid TOML: ${reason.replace(/^Invalid TOML document: /, '')}`,
    hint: 'Correct the syntax; only the tables that parse by themselves were read.',
  };
}

const HEADER = /^[ \t]*\[\[?[^[\]\n]+\]\]?[ \t]*(?:#.*)?$/gm;

function parseTablesApart(source: string): TomlTable {
  const starts = [0, ...[...source.matchAll(HEADER)].map((match) => match.index)];
  const result: TomlTable = {};
  starts.forEach((start, i) => {
    try {
      merge(result, parse(source.slice(start, starts[i + 1])));
    } catch {
      // This is the broken table, or a piece of it: the whole text's error was reported.
    }
  });
  return result;
}

function merge(target: TomlTable, from: TomlTable): void {
  for (const [key, value] of Object.entries(from)) {
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isTable(known) && isTable(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value)) known.push(...value);
    else if (key !== '__proto__') target[key] = value;
  }
}

/** Whether a value is a table, not an array or a date. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The table at a path of keys; an empty one where there is none. */
export function tableAt(table: TomlTable, ...keys: string[]): TomlTable {
  return keys.reduce<TomlTable>((at, key) => {
    const value = Object.hasOwn(at, key) ? at[key] : undefined;
    return isTable(value) ? value : {};
  }, table);
}

/** The string under a key, when there is one. */
export function stringAt(table: TomlTable, key: string): string | undefined {
  const value = table[key];
  return typeof value === 'string' ? value : undefined;
}

/** The strings of the array under a key; none when it is something else. */
export function stringsAt(table: TomlTable, key: string): string[] {
  return asStrings(table[key]);
}

/** The strings of an array; none when it is something else. */
export function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
