import { asStrings } from '../manifests/toml.js';
import { indentOf, isObject, parseJsonObject } from './json.js';
import type { JsonObject, NpmManifest } from './types.js';

/**
 * Parses a `package.json`.
 *
 * @param file its path relative to the workspace root
 * @returns what could be read, with a problem for what is no JSON object; never throws
 */
export function parseNpmManifest(text: string, file: string): NpmManifest {
  const { value, problems } = parseJsonObject(text, file);
  const { name, workspaces } = value;
  return {
    file,
    ...(typeof name === 'string' && { name }),
    workspaces: asStrings(isObject(workspaces) ? workspaces['packages'] : workspaces),
    value,
    problems: problems.map((problem) => ({ ...problem })),
  };
}

/** What stays of a root manifest. */
export interface ReducedRoot {
  /** Folders of the workspaces that stay, relative to the manifest's folder, sorted. */
  workspaces: readonly string[];
  /** Whether a dependency stays. */
  keeps(name: string, table: 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies'): boolean;
}

const TABLES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** The value of a root `package.json` for a part of its workspaces. Keys keep their order; nothing else is changed. */
export function reduceNpmRoot(value: JsonObject, { workspaces, keeps }: ReducedRoot): JsonObject {
  const reduced: JsonObject = { ...value };
  if (isObject(value['workspaces'])) reduced['workspaces'] = { ...value['workspaces'], packages: [...workspaces] };
  else if (value['workspaces'] !== undefined) reduced['workspaces'] = [...workspaces];
  for (const table of TABLES) {
    const entries = value[table];
    if (!isObject(entries)) continue;
    reduced[table] = Object.fromEntries(Object.entries(entries).filter(([name]) => keeps(name, table)));
  }
  return reduced;
}

/** A JSON value with the indentation of the text that it comes from, ended by a newline. */
export function renderJson(value: JsonObject, like: string): string {
  return `${JSON.stringify(value, undefined, indentOf(like))}\n`;
}
