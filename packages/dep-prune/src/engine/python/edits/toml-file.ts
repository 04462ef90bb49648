import type { TextEdit } from '@hone/core/diagnostics';
import {
  asStrings,
  isTable,
  normalizeName,
  parseToml,
  planTomlEdits,
  tableAt,
  type TomlChange,
  type TomlTable,
} from '@hone/core/manifests';
import type { Scope } from '../../types.js';
import type { DeclarationChange } from './types.js';

/** A place of a pyproject.toml where dependencies stand. */
interface Place {
  path: readonly string[];
  scope: Scope;
  /** `list`: of requirements. `table`: poetry's, by name. */
  kind: 'list' | 'table';
}

/** Takes declarations out of a pyproject.toml, and puts those that move into their new place. */
export function planPyprojectEdits(text: string, file: string, changes: readonly DeclarationChange[]): TextEdit[] {
  const { table, problems } = parseToml(text, file);
  if (problems.length > 0) return [];
  const places = placesOf(table);
  const edits = changes.flatMap((change) => changesFor(change, places, table));
  return planTomlEdits(text, file, [...edits, ...orphanedSources(changes, places, table)]);
}

function placesOf(table: TomlTable): Place[] {
  const poetry = tableAt(table, 'tool', 'poetry');
  const lists = (path: string[], scope: Scope): Place[] =>
    Object.keys(tableAt(table, ...path)).map((key) => ({ path: [...path, key], scope, kind: 'list' }));
  const poetryGroups = Object.keys(tableAt(poetry, 'group')).map((group): Place => ({
    path: ['tool', 'poetry', 'group', group, 'dependencies'],
    scope: 'development',
    kind: 'table',
  }));
  const places: Place[] = [
    { path: ['project', 'dependencies'], scope: 'runtime', kind: 'list' },
    ...lists(['project', 'optional-dependencies'], 'optional'),
    ...lists(['dependency-groups'], 'development'),
    { path: ['build-system', 'requires'], scope: 'build', kind: 'list' },
    { path: ['tool', 'uv', 'dev-dependencies'], scope: 'development', kind: 'list' },
    ...lists(['tool', 'pdm', 'dev-dependencies'], 'development'),
    { path: ['tool', 'uv', 'constraint-dependencies'], scope: 'runtime', kind: 'list' },
    { path: ['tool', 'poetry', 'dependencies'], scope: 'runtime', kind: 'table' },
    ...poetryGroups,
    { path: ['tool', 'poetry', 'dev-dependencies'], scope: 'development', kind: 'table' },
  ];
  return places.filter(({ path }) => valueAt(table, path) !== undefined);
}

function changesFor(
  { declaration, moveTo }: DeclarationChange,
  places: readonly Place[],
  table: TomlTable,
): TomlChange[] {
  const { name, scope } = declaration;
  const from = places.filter((place) => place.scope === scope || (place.kind === 'table' && scope === 'optional'));
  const removals = from.flatMap((place) => removalsFrom(place, name, table));
  if (removals.length === 0 || moveTo === undefined) return [...removals, ...fromPoetryExtras(name, removals, table)];
  const [first] = from.filter((place) => removalsFrom(place, name, table).length > 0);
  return first ? [...removals, addition(first, name, moveTo, places, table)] : [];
}

function removalsFrom({ path, kind }: Place, name: string, table: TomlTable): TomlChange[] {
  const value = valueAt(table, path);
  if (kind === 'table') {
    const keys = isTable(value) ? Object.keys(value).filter((key) => normalizeName(key) === name) : [];
    return keys.map((key) => ({ op: 'remove', path: [...path, key] }));
  }
  const isIt = (item: unknown): boolean => typeof item === 'string' && nameOf(item) === name;
  const count = Array.isArray(value) ? value.filter(isIt).length : 0;
  return Array.from({ length: count }, () => ({ op: 'remove', path: [...path, isIt] }));
}

/** What moves keeps its words: its extras, versions and markers. */
function addition(
  from: Place,
  name: string,
  moveTo: 'development' | 'runtime',
  places: readonly Place[],
  table: TomlTable,
): TomlChange {
  const value = valueAt(table, from.path);
  if (from.kind === 'table' && isTable(value)) {
    const key = Object.keys(value).find((each) => normalizeName(each) === name) ?? name;
    const group = places.find(({ kind, scope }) => kind === 'table' && scope === 'development')?.path;
    const home =
      moveTo === 'runtime'
        ? ['tool', 'poetry', 'dependencies']
        : (group ?? ['tool', 'poetry', 'group', 'dev', 'dependencies']);
    return { op: 'set', path: [...home, key], value: value[key] as string, order: 'sorted' };
  }
  const written = asStrings(value).find((item) => nameOf(item) === name) ?? name;
  const path = moveTo === 'runtime' ? ['project', 'dependencies'] : developmentList(places);
  return { op: 'append', path, value: written, order: 'sorted', unique: true };
}

/** The group `dev` where it is there, else the only group, else `dev` made anew. */
function developmentList(places: readonly Place[]): readonly string[] {
  const groups = places.filter(({ kind, scope }) => kind === 'list' && scope === 'development');
  const named = groups.find(({ path }) => /^dev(?:elopment|-dependencies)?$/.test(path.at(-1) ?? ''));
  return (named ?? (groups.length === 1 ? groups[0] : undefined))?.path ?? ['dependency-groups', 'dev'];
}

/** Poetry's extras name packages of its table; one that goes is named no more. */
function fromPoetryExtras(name: string, removals: readonly TomlChange[], table: TomlTable): TomlChange[] {
  if (!removals.some(({ path }) => path[0] === 'tool' && path[1] === 'poetry')) return [];
  const extras = tableAt(table, 'tool', 'poetry', 'extras');
  return Object.keys(extras)
    .filter((extra) => asStrings(extras[extra]).some((item) => nameOf(item) === name))
    .map((extra) => ({
      op: 'remove',
      path: ['tool', 'poetry', 'extras', extra, (item: unknown) => typeof item === 'string' && nameOf(item) === name],
    }));
}

/** uv says where a package comes from in a table of its own, which has no meaning without the dependency. */
function orphanedSources(
  changes: readonly DeclarationChange[],
  places: readonly Place[],
  table: TomlTable,
): TomlChange[] {
  const sources = Object.keys(tableAt(table, 'tool', 'uv', 'sources'));
  const removed = changes.filter(({ moveTo }) => moveTo === undefined).map(({ declaration }) => declaration);
  return sources
    .filter((key) => {
      const name = normalizeName(key);
      const scopes = new Set(removed.filter((each) => each.name === name).map(({ scope }) => scope));
      if (scopes.size === 0) return false;
      const left = places.filter((place) => !scopes.has(place.scope));
      return left.every((place) => removalsFrom(place, name, table).length === 0);
    })
    .map((key) => ({ op: 'remove', path: ['tool', 'uv', 'sources', key] }));
}

function nameOf(requirement: string): string {
  return normalizeName(/^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? '');
}

function valueAt(table: TomlTable, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), table);
}
