import { compareText, normalizeName } from '../manifests/names.js';
import { folderOf, resolveFrom } from '../manifests/paths.js';
import { renderRequirement } from '../manifests/requirement.js';
import { asStrings, isTable, parseToml, stringAt, stringsAt, tableAt, type TomlTable } from '../manifests/toml.js';
import { digestOf } from './digest.js';
import type { LockedDependency, LockedPackage, PythonLock } from './types.js';
import { readUvLockText } from './uv-lock-text.js';

/**
 * Parses a `uv.lock`.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root; locations in the result are relative to the workspace root too
 * @returns what could be read, with a problem for a text that is not a uv lock; never throws
 */
export function parseUvLock(text: string, file: string): PythonLock {
  const fast = readUvLockText(text);
  const { table, problems } = fast ? { table: fast, problems: [] } : parseToml(text, file);
  const version = table['version'];
  if (problems.length === 0 && version !== 1) {
    const found = version === undefined ? 'has no format version' : `has format version ${String(version)}`;
    problems.push({
      file,
      message: `The lock file ${found}, and only version 1 is known`,
      hint: 'Run `uv lock`, or update Hone.',
    });
  }
  const list = table['package'];
  const entries = Array.isArray(list) ? list.filter(isTable) : [];
  const members = new Set(stringsAt(tableAt(table, 'manifest'), 'members').map(normalizeName));
  const context: Context = { folder: folderOf(file), members, twins: twinsOf(entries) };
  const requiresPython = stringAt(table, 'requires-python');
  return {
    kind: 'uv',
    file,
    ...(requiresPython !== undefined && { requiresPython }),
    packages: entries.flatMap((entry) => packageOf(entry, context) ?? []),
    ...(problems.length > 0 && { problems }),
  };
}

interface Context {
  /** Folder of the lock file, relative to the workspace root. */
  folder: string;
  members: ReadonlySet<string>;
  /** `name version` of what the lock holds from more than one source. */
  twins: ReadonlySet<string>;
}

const identityOf = (entry: TomlTable): string => `${String(entry['name'])} ${String(entry['version'])}`;

function twinsOf(entries: readonly TomlTable[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(entries.map(identityOf).filter((identity) => seen.has(identity) || !seen.add(identity)));
}

function packageOf(entry: TomlTable, context: Context): LockedPackage | undefined {
  const { folder, members, twins } = context;
  const written = stringAt(entry, 'name');
  if (written === undefined) return undefined;
  const name = normalizeName(written);
  const version = stringAt(entry, 'version');
  const recorded = recordedOf(entry, folder);
  const source = tableAt(entry, 'source');
  return {
    name,
    ...(version !== undefined && { version }),
    source: sourceOf(source, members.has(name), folder),
    dependencies: dependenciesOf(entry['dependencies']),
    extras: dependenciesByName(tableAt(entry, 'optional-dependencies')),
    groups: dependenciesByName(tableAt(entry, 'dev-dependencies')),
    digest: digestOf([stringsAt(entry, 'resolution-markers'), filesOf(entry), chosenSources(entry, twins)]),
    ...(recorded && { recorded }),
  };
}

/** In uv's order, the first key that a source has says what it is. */
const LOCAL_SOURCES = ['editable', 'virtual', 'directory', 'path'];

function sourceOf(source: TomlTable, member: boolean, folder: string): LockedPackage['source'] {
  const registry = stringAt(source, 'registry');
  if (registry !== undefined) return { type: 'index', location: registry };
  const git = stringAt(source, 'git');
  if (git !== undefined) return { type: 'git', location: git };
  const url = stringAt(source, 'url');
  if (url !== undefined) return { type: 'url', location: url };
  const path = LOCAL_SOURCES.map((key) => stringAt(source, key)).find((value) => value !== undefined);
  if (path === undefined) return { type: 'index' };
  return { type: member || path === '.' ? 'workspace' : 'path', location: resolveFrom(folder, path) };
}

function dependenciesByName(table: TomlTable): Record<string, LockedDependency[]> {
  const names = Object.keys(table).sort(compareText);
  return Object.fromEntries(names.map((name) => [normalizeName(name), dependenciesOf(table[name])]));
}

function dependenciesOf(value: unknown): LockedDependency[] {
  return (Array.isArray(value) ? value : []).filter(isTable).map((entry) => {
    const version = stringAt(entry, 'version');
    const marker = stringAt(entry, 'marker');
    return {
      name: normalizeName(stringAt(entry, 'name') ?? ''),
      ...(version !== undefined && { version }),
      extras: stringsAt(entry, 'extra').map(normalizeName).sort(compareText),
      ...(marker !== undefined && { marker }),
    };
  });
}

/** What tells the package's files from others: hashes; addresses where there are none. Sizes and times say nothing. */
function filesOf(entry: TomlTable): string[] {
  const wheels = entry['wheels'];
  const files: string[] = [];
  for (const file of [entry['sdist'], ...(Array.isArray(wheels) ? (wheels as unknown[]) : [])]) {
    if (isTable(file)) files.push(identityOfFile(file));
  }
  // Without a comparison function the order is by code unit, and many times faster.
  return files.sort();
}

function identityOfFile(file: TomlTable): string {
  const key = ['hash', 'url', 'path', 'filename'].find((candidate) => typeof file[candidate] === 'string');
  return key === undefined ? '' : (file[key] as string);
}

/** Sources that edges name, where the lock holds one version of a package from several places. */
function chosenSources(entry: TomlTable, twins: ReadonlySet<string>): unknown[] {
  if (twins.size === 0) return [];
  const groups = [tableAt(entry, 'optional-dependencies'), tableAt(entry, 'dev-dependencies')];
  return [entry['dependencies'], ...groups.flatMap((group) => Object.values(group))]
    .flatMap((list) => (Array.isArray(list) ? list.filter(isTable) : []))
    .filter((dependency) => twins.has(identityOf(dependency)))
    .map((dependency) => [identityOf(dependency), dependency['source'], dependency['marker']]);
}

function recordedOf(entry: TomlTable, folder: string): LockedPackage['recorded'] {
  const metadata = entry['metadata'];
  if (!isTable(metadata)) return undefined;
  const requiresDev = tableAt(metadata, 'requires-dev');
  const requiresPython = stringAt(metadata, 'requires-python');
  return {
    requiresDist: requirementsOf(metadata['requires-dist'], folder),
    requiresDev: Object.fromEntries(
      Object.keys(requiresDev)
        .sort(compareText)
        .map((group) => [normalizeName(group), requirementsOf(requiresDev[group], folder)]),
    ),
    ...(requiresPython !== undefined && { requiresPython }),
    extras: stringsAt(metadata, 'provides-extras').map(normalizeName).sort(compareText),
  };
}

function requirementsOf(value: unknown, folder: string): string[] {
  return (Array.isArray(value) ? value : []).filter(isTable).map((entry) => renderRecorded(entry, folder));
}

/**
 * An entry of `requires-dist` as `renderRequirement` writes one. One with a source of its own has that after `@`:
 * `path:` and the folder from the workspace root, `git+…`, or the URL; an index that it is pinned to does not show.
 */
function renderRecorded(entry: TomlTable, folder: string): string {
  const name = stringAt(entry, 'name') ?? '';
  const marker = stringAt(entry, 'marker');
  const url = recordedSource(entry, folder);
  return renderRequirement({
    name,
    normalizedName: normalizeName(name),
    extras: asStrings(entry['extras']).map(normalizeName).sort(compareText),
    specifier: stringAt(entry, 'specifier') ?? '',
    ...(url !== undefined && { url }),
    ...(marker !== undefined && { marker }),
  });
}

function recordedSource(entry: TomlTable, folder: string): string | undefined {
  const path = LOCAL_SOURCES.map((key) => stringAt(entry, key)).find((value) => value !== undefined);
  if (path !== undefined) return `path:${resolveFrom(folder, path)}`;
  const git = stringAt(entry, 'git');
  return git !== undefined ? `git+${git}` : stringAt(entry, 'url');
}
