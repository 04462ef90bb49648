import { createHash } from 'node:crypto';
import { parse } from 'smol-toml';
import { isTable, tableAt, type TomlTable } from '../manifests/toml.js';

const LEGACY_KEYS = ['dependencies', 'source', 'extras', 'dev-dependencies'] as const;
const PROJECT_KEYS = ['requires-python', 'dependencies', 'optional-dependencies'] as const;

/**
 * The content hashes that poetry would write into its lock for a manifest: those of poetry ≥ 2.3, of 2.0 to 2.2 (which
 * left `[dependency-groups]` out) and of 1.x (which only knew `[tool.poetry]`), without repetitions. A lock with any of
 * them is fresh. Source: poetry's `Locker`, whose answers the tests hold.
 *
 * @param text content of `pyproject.toml`
 * @returns lower-case SHA-256 hexadecimals; none for a text that is not TOML
 */
export function poetryContentHash(text: string): string[] {
  let table: TomlTable;
  try {
    // Integers become bigints, so that they can be told from floats, which Python writes differently.
    table = parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: true });
  } catch {
    return [];
  }
  const contents = [relevant(table, true), relevant(table, false), legacy(table)];
  return [...new Set(contents.map((content) => createHash('sha256').update(pythonJson(content)).digest('hex')))];
}

function relevant(table: TomlTable, withGroups: boolean): TomlTable {
  const project = pick(tableAt(table, 'project'), PROJECT_KEYS);
  const groups = withGroups ? tableAt(table, 'dependency-groups') : {};
  const standard = Object.keys(project).length > 0 || Object.keys(groups).length > 0;
  if (!standard) return legacy(table);
  return {
    ...(Object.keys(project).length > 0 && { project }),
    ...(Object.keys(groups).length > 0 && { 'dependency-groups': groups }),
    tool: { poetry: pick(tableAt(table, 'tool', 'poetry'), [...LEGACY_KEYS, 'group']) },
  };
}

/** Of `[tool.poetry]` alone: keys that are missing count as null, but for `group`, which came later. */
function legacy(table: TomlTable): TomlTable {
  const poetry = tableAt(table, 'tool', 'poetry');
  const known = Object.fromEntries(LEGACY_KEYS.map((key) => [key, poetry[key] ?? null]));
  return { ...known, ...pick(poetry, ['group']) };
}

function pick(table: TomlTable, keys: readonly string[]): TomlTable {
  return Object.fromEntries(keys.filter((key) => table[key] !== undefined).map((key) => [key, table[key]]));
}

/** JSON as Python's `json.dumps(value, sort_keys=True)` writes it: spaces after `,` and `:`, all but ASCII escaped. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isTable(value)) {
    const pairs = Object.keys(value)
      .sort()
      .map((key) => `${pythonString(key)}: ${pythonJson(value[key])}`);
    return `{${pairs.join(', ')}}`;
  }
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(1) : String(value);
  return String(value);
}

function pythonString(text: string): string {
  // JSON.stringify leaves DEL as it is, and so does Python.
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
