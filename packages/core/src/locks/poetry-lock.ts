import { compareText, normalizeName } from '../manifests/names.js';
import { folderOf, resolveFrom } from '../manifests/paths.js';
import { translatePoetryConstraint } from '../manifests/poetry-constraint.js';
import { satisfies } from '../manifests/specifier-set.js';
import { asStrings, isTable, parseToml, stringAt, stringsAt, tableAt, type TomlTable } from '../manifests/toml.js';
import { digestOf } from './digest.js';
import type { LockedDependency, LockedPackage, PythonLock } from './types.js';

/**
 * Parses a `poetry.lock` of poetry 1 or 2. Such a lock does not name the project that it belongs to: all of its
 * packages are that project's.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root; locations in the result are relative to the workspace root too
 * @returns what could be read, with a problem for a text that is not a poetry lock; never throws
 */
export function parsePoetryLock(text: string, file: string): PythonLock {
  const { table, problems } = parseToml(text, file);
  const metadata = tableAt(table, 'metadata');
  const format = stringAt(metadata, 'lock-version');
  if (problems.length === 0 && !/^[12]\./.test(format ?? '')) {
    problems.push({
      file,
      message:
        format === undefined ? 'The lock file has no format version' : `The lock file has the unknown format ${format}`,
      hint: 'Run `poetry lock`, or update Hone.',
    });
  }
  const list = table['package'];
  const entries = Array.isArray(list) ? list.filter(isTable) : [];
  const versions = versionsOf(entries);
  const requiresPython = translatePoetryConstraint(stringAt(metadata, 'python-versions') ?? '');
  const contentHash = stringAt(metadata, 'content-hash');
  const oldFiles = tableAt(metadata, 'files');
  return {
    kind: 'poetry',
    file,
    ...(requiresPython !== undefined && { requiresPython }),
    ...(contentHash !== undefined && { contentHash }),
    packages: entries.flatMap((entry) => packageOf(entry, versions, folderOf(file), oldFiles) ?? []),
    ...(problems.length > 0 && { problems }),
  };
}

/** All locked versions of each name. */
function versionsOf(entries: readonly TomlTable[]): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const entry of entries) {
    const name = normalizeName(stringAt(entry, 'name') ?? '');
    versions.set(name, [...(versions.get(name) ?? []), stringAt(entry, 'version') ?? '']);
  }
  return versions;
}

function packageOf(
  entry: TomlTable,
  versions: Map<string, string[]>,
  folder: string,
  oldFiles: TomlTable,
): LockedPackage | undefined {
  const name = stringAt(entry, 'name');
  const version = stringAt(entry, 'version');
  if (name === undefined) return undefined;
  const edges = edgesOf(tableAt(entry, 'dependencies'), versions);
  const extras = tableAt(entry, 'extras');
  return {
    name: normalizeName(name),
    ...(version !== undefined && { version }),
    source: sourceOf(tableAt(entry, 'source'), folder),
    dependencies: edges.filter(({ optional }) => !optional).map(({ dependency }) => dependency),
    extras: Object.fromEntries(
      Object.keys(extras)
        .sort(compareText)
        .map((extra) => [normalizeName(extra), edgesOfExtra(asStrings(extras[extra]), edges)] as const)
        // Poetry names all extras of a package; only what was locked for one matters.
        .filter(([, dependencies]) => dependencies.length > 0),
    ),
    groups: {},
    digest: digestOf([
      filesOf(entry, oldFiles),
      stringsAt(entry, 'groups'),
      entry['optional'] ?? false,
      entry['markers'] ?? null,
      entry['develop'] ?? false,
      edges.map(({ constraint }) => constraint),
      tableAt(entry, 'source'),
    ]),
  };
}

interface Edge {
  dependency: LockedDependency;
  optional: boolean;
  /** As written, for the digest. */
  constraint: string;
}

function edgesOf(table: TomlTable, versions: Map<string, string[]>): Edge[] {
  return Object.keys(table)
    .sort(compareText)
    .flatMap((name) => {
      const value = table[name];
      const entries = Array.isArray(value) ? value : [value];
      return entries.flatMap((entry) =>
        edges(normalizeName(name), isTable(entry) ? entry : { version: entry }, versions),
      );
    });
}

/** One edge, or one for each locked version that the constraint admits where there are several. */
function edges(name: string, entry: TomlTable, versions: Map<string, string[]>): Edge[] {
  const marker = stringAt(entry, 'markers');
  const constraint = stringAt(entry, 'version') ?? '*';
  const common = {
    name,
    extras: stringsAt(entry, 'extras').map(normalizeName).sort(compareText),
    ...(marker !== undefined && { marker }),
  };
  const locked = versions.get(name) ?? [];
  const specifier = translatePoetryConstraint(constraint) ?? '';
  const fitting = locked.length > 1 ? locked.filter((version) => satisfies(version, specifier)) : [];
  const targets = fitting.length > 0 ? fitting.map((version) => ({ ...common, version })) : [common];
  return targets.map((dependency) => ({
    dependency,
    optional: entry['optional'] === true,
    constraint: `${name} ${constraint}`,
  }));
}

/** Extras list requirements such as `h2 (>=3,<5)`; those that were locked are among the package's edges. */
function edgesOfExtra(requirements: readonly string[], edges: readonly Edge[]): LockedDependency[] {
  const names = new Set(requirements.map((text) => normalizeName(/^[\w.-]*/.exec(text)![0])));
  return edges
    .filter(({ dependency, optional }) => optional && names.has(dependency.name))
    .map(({ dependency }) => dependency);
}

function filesOf(entry: TomlTable, oldFiles: TomlTable): string[] {
  // Locks before format 2 list all files under [metadata.files].
  const files = entry['files'] ?? oldFiles[stringAt(entry, 'name') ?? ''];
  return (Array.isArray(files) ? files : [])
    .filter(isTable)
    .map((file) => stringAt(file, 'hash') ?? stringAt(file, 'file') ?? '')
    .sort();
}

function sourceOf(source: TomlTable, folder: string): LockedPackage['source'] {
  const url = stringAt(source, 'url');
  const location = url === undefined ? {} : { location: url };
  switch (stringAt(source, 'type')) {
    case 'directory':
    case 'file':
      return { type: 'path', ...(url !== undefined && { location: resolveFrom(folder, url) }) };
    case 'git':
      return { type: 'git', location: [url, stringAt(source, 'resolved_reference')].filter(Boolean).join('#') };
    case 'url':
      return { type: 'url', ...location };
    default:
      return { type: 'index', ...location };
  }
}
