import type { LockSlice } from './types.js';

/**
 * Writes a slice as JSON with one package a line, ended by a newline. Equal slices give equal bytes: keys are written in
 * one order, whatever order they were made in.
 */
export function renderLockSlice(slice: LockSlice): string {
  const { packages, ...head } = slice;
  const lines = packages.map((entry) => `    ${JSON.stringify(sortKeys(entry))}`);
  const fields = Object.entries(sortKeys(head)).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const list = lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]';
  return `{\n${[...fields, `  "packages": ${list}`].join(',\n')}\n}\n`;
}

/**
 * Reads what {@link renderLockSlice} wrote.
 *
 * @returns undefined when the text is no slice, or one of another schema
 */
export function parseLockSlice(text: string): LockSlice | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSlice(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSlice(value: unknown): value is LockSlice {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, packages } = value as Partial<LockSlice>;
  return schema === 1 && Array.isArray(packages);
}

function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => sortKeys(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, sortKeys(record[key])]),
  ) as T;
}
