import { parseTOML } from 'toml-eslint-parser';
import { posix } from 'node:path';
import type { TomlChange } from '../manifests/toml-change.js';
import { editToml } from '../manifests/toml-edit.js';
import { isTable, parseToml, stringAt, tableAt, type TomlTable } from '../manifests/toml.js';
import { resolveFrom } from '../manifests/paths.js';
import { isUnder } from './find-root.js';
import type { CargoLockedPackage, CargoWorkspace } from './types.js';

/** What stays of a Cargo workspace. Folders are relative to the Nx workspace root. */
export interface ReducedWorkspace {
  workspace: Pick<CargoWorkspace, 'root' | 'file' | 'resolver' | 'defaultMembers'>;
  /** Folders of the members that stay, sorted; the root's own crate among them where it stays. */
  members: readonly string[];
  /** Those that the image is made of: the default where none of the workspace's default members stays. */
  wanted: readonly string[];
  /** Folders of all crates that are there, members or not. */
  folders: readonly string[];
  /** The keys of `[workspace.dependencies]` that the crates inherit. */
  inherited: ReadonlySet<string>;
  /** The packages of the lock that stay; `undefined` where there is no lock: patches and profiles stay whole. */
  packages?: readonly CargoLockedPackage[] | undefined;
}

/**
 * The root manifest of a Cargo workspace for a part of its members: explicit `members`, and of the shared tables what
 * these members see. A root package that is not among them goes, and leaves a virtual manifest with the same resolver.
 * What stays keeps its text; lines that are only a comment go, since most speak of what is gone.
 *
 * @throws HoneError with the line when the text is no TOML
 */
export function reduceRootManifest(text: string, reduced: ReducedWorkspace): string {
  const { table } = parseToml(text, reduced.workspace.file);
  const changes = [
    ...packageChanges(table, reduced),
    ...memberChanges(table, reduced),
    ...inheritedChanges(table, reduced),
    ...patchChanges(table, reduced),
    ...profileChanges(table, reduced),
  ];
  return withoutCommentLines(editToml(text, changes, reduced.workspace.file));
}

/** What belongs to the root's own package. */
const PACKAGE_TABLES = [
  'package',
  'project',
  'lib',
  'bin',
  'example',
  'test',
  'bench',
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
  'target',
  'features',
  'lints',
  'badges',
  'hints',
];

const remove = (...path: (string | number)[]): TomlChange => ({ op: 'remove', path });

function packageChanges(table: TomlTable, { workspace, members }: ReducedWorkspace): TomlChange[] {
  if (members.includes(workspace.root) || !(isTable(table['package']) || isTable(table['project']))) return [];
  const gone = PACKAGE_TABLES.filter((key) => table[key] !== undefined).map((key) => remove(key));
  // The package's edition or `resolver` decided; a virtual manifest has neither.
  const resolver: TomlChange = { op: 'set', path: ['workspace', 'resolver'], value: workspace.resolver };
  return [...gone, ...(stringAt(tableAt(table, 'workspace'), 'resolver') === undefined ? [resolver] : [])];
}

function memberChanges(table: TomlTable, { workspace, members, wanted, folders }: ReducedWorkspace): TomlChange[] {
  const { root, defaultMembers } = workspace;
  const written = tableAt(table, 'workspace');
  const relative = (folder: string): string => posix.relative(root, folder) || '.';
  const defaults = members.filter((folder) => defaultMembers.includes(folder));
  const listed = members.filter((folder) => folder !== root).map(relative);
  const excluded = stringsOf(written['exclude']).filter((path) =>
    folders.some((folder) => isUnder(folder, resolveFrom(root, path))),
  );
  return [
    ...listChange(written, 'members', listed),
    ...listChange(written, 'exclude', excluded),
    ...(written['default-members'] === undefined
      ? []
      : listChange(written, 'default-members', (defaults.length > 0 ? defaults : wanted).map(relative))),
  ];
}

/** The old list goes first, so that the new one looks the same whatever the old one looked like. */
function listChange(written: TomlTable, key: string, items: readonly string[]): TomlChange[] {
  const path = ['workspace', key];
  if (items.length === 0) return written[key] === undefined ? [] : [remove(...path)];
  return [
    { op: 'set', path, value: '' },
    { op: 'set', path, value: items },
  ];
}

function inheritedChanges(table: TomlTable, { inherited }: ReducedWorkspace): TomlChange[] {
  const keys = Object.keys(tableAt(table, 'workspace', 'dependencies'));
  return keys.filter((key) => !inherited.has(key)).map((key) => remove('workspace', 'dependencies', key));
}

/** A patch that nothing uses would be written into the lock. */
function patchChanges(table: TomlTable, { packages }: ReducedWorkspace): TomlChange[] {
  if (!packages) return [];
  const patched = Object.entries(tableAt(table, 'patch')).flatMap(([source, entries]) =>
    isTable(entries) ? cutTable(['patch', source], entries, (key, entry) => usesPatch(key, entry, packages)) : [],
  );
  const replaced = cutTable(['replace'], tableAt(table, 'replace'), (spec, entry) =>
    usesPatch(spec.replace(/^.*[#/]/, '').replace(/[:@].*$/, ''), entry, packages),
  );
  return [...patched, ...replaced];
}

function cutTable(path: string[], entries: TomlTable, stays: (key: string, entry: unknown) => boolean): TomlChange[] {
  const gone = Object.entries(entries).filter(([key, entry]) => !stays(key, entry));
  if (gone.length > 0 && gone.length === Object.keys(entries).length) return [remove(...path)];
  return gone.map(([key]) => remove(...path, key));
}

function usesPatch(key: string, entry: unknown, packages: readonly CargoLockedPackage[]): boolean {
  const written: TomlTable = isTable(entry) ? entry : {};
  const name = stringAt(written, 'package') ?? key;
  const git = stringAt(written, 'git');
  return packages.some((each) => {
    if (each.name !== name) return false;
    if (written['path'] !== undefined) return each.source === undefined;
    return git === undefined || each.source?.startsWith('git+') === true;
  });
}

/** `[profile.release.package.x]` for a package that is not there makes cargo warn. */
function profileChanges(table: TomlTable, { packages }: ReducedWorkspace): TomlChange[] {
  if (!packages) return [];
  const names = new Set(packages.map(({ name }) => name));
  return Object.entries(tableAt(table, 'profile')).flatMap(([profile, entry]) => {
    const overrides = isTable(entry) ? tableAt(entry, 'package') : {};
    const stays = (spec: string): boolean =>
      spec === '*' || names.has(spec.replace(/^.*[#/]/, '').replace(/[:@].*$/, ''));
    return cutTable(['profile', profile, 'package'], overrides, stays);
  });
}

/**
 * A member's manifest without its development dependencies, which only its own tests need, and with them their part of
 * the lock.
 *
 * @returns undefined when there are none, or a feature speaks of one
 */
export function withoutDevDependencies(text: string, file: string): string | undefined {
  const { table, problems } = parseToml(text, file);
  if (problems.length > 0) return undefined;
  const targets = Object.entries(tableAt(table, 'target')).flatMap(([target, tables]) =>
    isTable(tables) ? [{ path: ['target', target], tables }] : [],
  );
  const places = [{ path: [], tables: table }, ...targets].flatMap(({ path, tables }) =>
    ['dev-dependencies', 'dev_dependencies']
      .filter((key) => isTable(tables[key]))
      .map((key) => ({ path: [...path, key], names: Object.keys(tables[key] as TomlTable) })),
  );
  if (
    places.length === 0 ||
    isNamedByFeature(
      table,
      places.flatMap(({ names }) => names),
    )
  )
    return undefined;
  return editToml(
    text,
    places.map(({ path }) => remove(...path)),
    file,
  );
}

function isNamedByFeature(table: TomlTable, names: readonly string[]): boolean {
  const others = new Set(
    ['dependencies', 'build-dependencies', 'build_dependencies'].flatMap((key) => Object.keys(tableAt(table, key))),
  );
  const values = Object.values(tableAt(table, 'features')).flatMap(stringsOf);
  const used = new Set(values.map((value) => value.replace(/^dep:/, '').replace(/\??\/.*$/, '')));
  return names.some((name) => used.has(name) && !others.has(name));
}

const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Without lines that hold only a comment, and with at most one empty line in a row; strings of several lines stay. */
function withoutCommentLines(text: string): string {
  const { comments, tokens } = parseTOML(text);
  const lines = text.split('\n');
  const comment = new Set(
    comments
      .filter(({ loc }) => lines[loc.start.line - 1]!.slice(0, loc.start.column).trim() === '')
      .map(({ loc }) => loc.start.line),
  );
  const inString = new Set<number>();
  for (const { loc } of tokens) {
    for (let line = loc.start.line; line < loc.end.line; line++) inString.add(line).add(line + 1);
  }
  const kept: string[] = [];
  lines.forEach((line, i) => {
    if (comment.has(i + 1)) return;
    const isEmpty = line.trim() === '' && !inString.has(i + 1);
    if (!isEmpty || (kept.length > 0 && kept.at(-1)!.trim() !== '')) kept.push(line);
  });
  return `${kept.join('\n').trimEnd()}\n`;
}
