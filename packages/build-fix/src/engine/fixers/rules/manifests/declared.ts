import { objectAt } from '@hone/core/npm';
import { normalizeName, parsePyproject, parseRequirements } from '@hone/core/manifests';
import { parseToml, tableAt } from '@hone/core/toml';
import type { SourceFiles } from '../../../types.js';
import { parseJsonText } from './json-text.js';
import { manifestKind } from './kinds.js';

/** Names that a manifest declares, spelled in any way that its language takes as the same. */
export interface Declared {
  has(name: string): boolean;
}

/**
 * What a manifest declares; undefined where there is none.
 *
 * @param kind `runtime`: only what is always installed. Default: in any list
 */
export function declaredNames(files: SourceFiles, file: string, kind?: string): Declared | undefined {
  const text = files.read(file);
  const type = manifestKind(file);
  if (text === undefined || !type) return undefined;
  const names = new Set(READERS[type](text, file, kind === 'runtime').map(SPELLINGS[type]));
  return { has: (name) => names.has(SPELLINGS[type](name)) };
}

const asIs = (name: string): string => name;
const SPELLINGS = {
  pyproject: normalizeName,
  requirements: normalizeName,
  cargo: (name: string) => name.replaceAll('-', '_'),
  npm: asIs,
} as const;

const READERS = {
  pyproject: (text: string, file: string, runtime: boolean) =>
    parsePyproject(text, file)
      .dependencies.filter((each) => !runtime || each.kind === 'runtime')
      .map(({ requirement }) => requirement.name),
  requirements: (text: string, file: string) =>
    parseRequirements(text, file, () => undefined).dependencies.map(({ requirement }) => requirement.name),
  cargo: (text: string, file: string, runtime: boolean) => {
    const { table } = parseToml(text, file);
    const tables = [table, ...Object.values(tableAt(table, 'target')).filter((each) => typeof each === 'object')];
    const lists = runtime ? ['dependencies'] : ['dependencies', 'dev-dependencies', 'build-dependencies'];
    return tables.flatMap((each) => lists.flatMap((list) => Object.keys(tableAt(each as never, list))));
  },
  npm: (text: string, _file: string, runtime: boolean) => {
    const value = parseJsonText(text);
    const lists = ['dependencies', 'peerDependencies', 'optionalDependencies', ...(runtime ? [] : ['devDependencies'])];
    return lists.flatMap((list) => Object.keys(objectAt(value, list)));
  },
} as const;
