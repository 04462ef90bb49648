import { dirname, resolve } from 'node:path';
import { homedir } from 'node:os';
import { knownKeys } from './known-keys.data.js';
import type { RuleSelection } from './selectors.js';
import type { ConfigFile, Table } from './toml-file.js';
import { ConfigError, isTable, lineOf } from './toml-file.js';

/** A value that means paths, with the folder that they are relative to. */
export interface Rooted<Value> {
  folder: string;
  value: Value;
}

/** A chain of configurations (`extend`), merged as ruff does: the nearest wins, or is added to what it extends. */
export interface MergedConfig {
  /** Options that hold no path, in ruff's own form. */
  options: Record<string, unknown>;
  /** `[lint]`, likewise; without rule selection and per-file ignores. */
  lint: Record<string, unknown>;
  /** Furthest first. */
  selections: RuleSelection[];
  exclude?: Rooted<string[]>;
  extendExclude: Rooted<string[]>[];
  include?: Rooted<string[]>;
  extendInclude: Rooted<string[]>[];
  lintExclude?: Rooted<string[]>;
  perFileIgnores: Rooted<Table>[];
  perFileTargetVersion?: Rooted<Table>;
  src?: Rooted<string[]>;
  namespacePackages?: Rooted<string[]>;
}

const selectionKeys = [
  'select',
  'extend-select',
  'ignore',
  'extend-ignore',
  'fixable',
  'extend-fixable',
  'unfixable',
  'extend-unfixable',
];
/** What `lint` has and the top level never had. */
const lintOnlyKeys = new Set(['exclude', 'preview', 'pydoclint', 'ruff', 'typing-extensions', 'future-annotations']);

/** Options that are taken from the nearest configuration that has them. */
const inheritedKeys = [
  'builtins',
  'extension',
  'indent-width',
  'line-length',
  'output-prefer-rule-codes',
  'preview',
  'required-version',
  'respect-gitignore',
  'target-version',
];

/**
 * Merges a chain, the nearest configuration first.
 *
 * @throws {ConfigError} a key in `[lint]` that ruff doesn't know, or a value of the wrong shape where we need it.
 */
export function mergeConfigs(chain: readonly ConfigFile[]): MergedConfig {
  const merged: MergedConfig = {
    options: {},
    lint: {},
    selections: [],
    extendExclude: [],
    extendInclude: [],
    perFileIgnores: [],
  };
  let perFileIgnores: Rooted<Table> | undefined;
  for (const config of chain) {
    const { options } = config;
    const folder = dirname(config.path);
    const lint = readLintTable(config);
    const rooted = <Value>(value: Value | undefined) => (value === undefined ? undefined : { folder, value });
    const strings = (table: Table, key: string) => rooted(readStrings(config, table, key));

    for (const key of inheritedKeys) if (options[key] !== undefined) merged.options[key] ??= options[key];
    merged.exclude ??= strings(options, 'exclude');
    merged.include ??= strings(options, 'include');
    merged.lintExclude ??= strings(lint, 'exclude');
    merged.src ??= strings(options, 'src');
    merged.namespacePackages ??= strings(options, 'namespace-packages');
    merged.perFileTargetVersion ??= rooted(readTable(options, 'per-file-target-version'));
    perFileIgnores ??= rooted(readTable(lint, 'per-file-ignores'));
    merged.extendExclude.unshift(...asList(strings(options, 'extend-exclude')));
    merged.extendInclude.unshift(...asList(strings(options, 'extend-include')));
    merged.perFileIgnores.unshift(...asList(rooted(readTable(lint, 'extend-per-file-ignores'))));
    merged.selections.unshift(readSelection(config, lint));
    mergeLint(merged.lint, lint);
  }
  merged.perFileIgnores.unshift(...asList(perFileIgnores));
  return merged;
}

function asList<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/** `[lint]` together with the lint options that older configurations have at the top level. */
function readLintTable(config: ConfigFile): Table {
  const lintKeys = (knownKeys['lint'] ?? '').split(' ');
  const lint = readTable(config.options, 'lint') ?? {};
  rejectUnknownKeys(config, 'lint', lint);
  const topLevel = lintKeys.filter((key) => !lintOnlyKeys.has(key) && config.options[key] !== undefined);
  const merged: Record<string, unknown> = { ...lint };
  mergeLint(merged, Object.fromEntries(topLevel.map((key) => [key, config.options[key]])), []);
  return merged;
}

/** The embedded engine takes an unknown key in silence, where ruff stops. */
function rejectUnknownKeys(config: ConfigFile, name: string, table: Table): void {
  const known = knownKeys[name]?.split(' ');
  if (!known) return;
  for (const [key, value] of Object.entries(table)) {
    if (!known.includes(key)) {
      throw new ConfigError({
        path: config.path,
        ...lineOf(config.text, key),
        message: `Ruff knows no option \`${key}\` in \`${name}\`.`,
        hint: 'Correct its name or remove it; ruff stops at a configuration that it does not understand.',
      });
    }
    if (name === 'lint' && isTable(value)) rejectUnknownKeys(config, `lint.${key}`, value);
  }
}

const listedElsewhere = ['exclude', 'per-file-ignores', 'extend-per-file-ignores', ...selectionKeys];

/** Adds what the nearer configurations don't have; the tables of single linters merge key by key. */
function mergeLint(into: Record<string, unknown>, from: Table, skipped: readonly string[] = listedElsewhere): void {
  for (const [key, value] of Object.entries(from)) {
    if (skipped.includes(key)) continue;
    const known = into[key];
    if (key === 'extend-safe-fixes' || key === 'extend-unsafe-fixes') {
      into[key] = [...(Array.isArray(value) ? value : []), ...(Array.isArray(known) ? known : [])];
    } else if (isTable(known) && isTable(value)) {
      into[key] = { ...value, ...known };
    } else {
      into[key] ??= value;
    }
  }
}

function readSelection(config: ConfigFile, lint: Table): RuleSelection {
  const list = (key: string) => readStrings(config, lint, key) ?? [];
  const select = readStrings(config, lint, 'select');
  const fixable = readStrings(config, lint, 'fixable');
  return {
    ...(select && { select }),
    extendSelect: list('extend-select'),
    ignore: [...list('ignore'), ...list('extend-ignore')],
    ...(fixable && { fixable }),
    extendFixable: list('extend-fixable'),
    unfixable: [...list('unfixable'), ...list('extend-unfixable')],
  };
}

function readTable(table: Table, key: string): Table | undefined {
  const value = table[key];
  return isTable(value) ? value : undefined;
}

function readStrings(config: ConfigFile, table: Table, key: string): string[] | undefined {
  const value = table[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new ConfigError({
    path: config.path,
    ...lineOf(config.text, key),
    message: `\`${key}\` must be a list of strings.`,
  });
}

/** A path of a configuration as ruff reads it: `~` and environment variables replaced, relative to the file's folder. */
export function resolveConfigPath(folder: string, path: string): string {
  return resolve(folder, expandVariables(path));
}

/** Ruff expands `~` and environment variables in the paths of its settings. */
export function expandVariables(path: string): string {
  return path
    .replace(/^~(?=$|\/)/, () => homedir())
    .replace(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (whole, braced?: string, bare?: string) => process.env[braced ?? bare ?? ''] ?? whole,
    );
}
