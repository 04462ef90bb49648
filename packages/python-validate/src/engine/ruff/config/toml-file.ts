import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TomlError, parse } from 'smol-toml';

/** A TOML table, or anything shaped like one. */
export type Table = Readonly<Record<string, unknown>>;

/** A configuration file of ruff, read and not yet judged. */
export interface ConfigFile {
  /** Absolute path. */
  path: string;
  text: string;
  /** The table with ruff's options: `[tool.ruff]`, or the whole of a `ruff.toml`. */
  options: Table;
  /** `requires-python` beside it, in a `pyproject.toml`. */
  requiresPython?: unknown;
}

/** Why a configuration can't be used; `path` is absolute. */
export interface ConfigProblem {
  path: string;
  line?: number;
  message: string;
  hint?: string;
}

/** A problem on its way to the file that it stops; thrown and caught within this folder and the engines. */
export class ConfigError extends Error {
  constructor(readonly problem: ConfigProblem) {
    super(problem.message);
  }
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Reads a file, or gives undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  // Most folders have none, and an exception costs more than the question.
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Finds ruff's configuration in one folder, in ruff's order: `.ruff.toml`, `ruff.toml`, `pyproject.toml` if it has a
 * `[tool.ruff]` table.
 *
 * @param isSuspect tells whether a manifest is already known to be broken.
 * @throws {ConfigError} a file that is no TOML.
 */
export function readFolderConfig(folder: string, isSuspect: (path: string) => boolean): ConfigFile | undefined {
  for (const name of ['.ruff.toml', 'ruff.toml', 'pyproject.toml']) {
    const path = join(folder, name);
    const text = readIfThere(path);
    if (text === undefined) continue;
    // Parsing every manifest of a large workspace costs, and most of them don't configure ruff.
    if (name === 'pyproject.toml' && !text.includes('ruff') && !isSuspect(path)) continue;
    const config = parseConfigFile(path, text);
    if (name !== 'pyproject.toml' || isTable(config.tool)) return config;
  }
  return undefined;
}

/**
 * Reads the file that an `extend` names.
 *
 * @throws {ConfigError} a file that is missing or no TOML.
 */
export function readExtendedConfig(path: string, from: ConfigFile): ConfigFile {
  const text = readIfThere(path);
  if (text !== undefined) return parseConfigFile(path, text);
  throw new ConfigError({
    path: from.path,
    ...lineOf(from.text, 'extend'),
    message: `\`extend\` names a configuration that can't be read: ${basename(dirname(path))}/${basename(path)}`,
    hint: 'Name a ruff.toml or pyproject.toml, relative to this file.',
  });
}

function parseConfigFile(path: string, text: string): ConfigFile & { tool: unknown } {
  const document = parseToml(path, text);
  if (basename(path) !== 'pyproject.toml') return { path, text, options: document, tool: undefined };
  const tool = isTable(document.tool) ? document.tool.ruff : undefined;
  const requiresPython = isTable(document.project) ? document.project['requires-python'] : undefined;
  return { path, text, options: isTable(tool) ? tool : {}, requiresPython, tool };
}

function parseToml(path: string, text: string): Table {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new ConfigError({
      path,
      line: error.line,
      message: `${basename(path)} is not valid TOML: ${firstLine(error.message)}`,
      hint: 'Repair the file; until then ruff can lint nothing that it rules.',
    });
  }
}

/** `requires-python` of the `pyproject.toml` in a folder; a broken file counts as none, as it does for ruff. */
export function readRequiresPython(folder: string): unknown {
  const path = join(folder, 'pyproject.toml');
  const text = readIfThere(path);
  if (!text?.includes('requires-python')) return undefined;
  try {
    const document: Table = parse(text);
    return isTable(document.project) ? document.project['requires-python'] : undefined;
  } catch {
    return undefined;
  }
}

/** The 1-based line on which a text first appears outside a comment. */
export function lineOf(text: string, needle: string): { line?: number } {
  const index = text.split('\n').findIndex((line) => !line.trimStart().startsWith('#') && line.includes(needle));
  return index < 0 ? {} : { line: index + 1 };
}

function firstLine(message: string): string {
  return message.replace(/^Invalid TOML document: /, '').split('\n', 1)[0] ?? '';
}
