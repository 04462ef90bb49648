import { decodeManifest } from '../manifests/decode.js';
import { nodeManifestFiles } from '../manifests/manifest-files.js';
import { resolveFrom } from '../manifests/paths.js';
import { isTable, parseToml, stringAt, stringsAt, tableAt, type TomlTable } from '../manifests/toml.js';
import type { ManifestProblem } from '../manifests/types.js';
import type { CargoLock, CargoLockedDependency, CargoLockedPackage } from './types.js';

/**
 * Parses a `Cargo.lock` of version 1 to 4.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root
 * @returns what could be read, with a problem for a text that is no lock of cargo; never throws
 */
export function parseCargoLock(text: string, file: string): CargoLock {
  const { table, problems } = parseToml(text, file);
  const entries = [table['root'], table['package']].flat().filter(isTable);
  const version = versionOf(table, entries);
  if (problems.length === 0) problems.push(...formatProblems(table, entries, version, file));
  const metadata = tableAt(table, 'metadata');
  const read = entries.flatMap((written) => {
    const entry = packageOf(written, metadata);
    return entry ? [{ entry, written }] : [];
  });
  const packages = read.map(({ entry }) => entry);
  const index = indexOf(packages);
  for (const { entry, written } of read) {
    const edges = [...stringsAt(written, 'dependencies'), ...stringOf(written['replace'])];
    entry.dependencies = edges.flatMap((edge) => resolveEdge(edge, index));
  }
  return {
    kind: 'cargo',
    file,
    version,
    packages,
    ...(problems.length > 0 && { problems }),
  };
}

/**
 * Reads the `Cargo.lock` of a Cargo workspace.
 *
 * @param workspaceRoot absolute path
 * @param folder the Cargo workspace's folder, relative to the workspace root
 * @returns undefined when there is none; a broken one is given with its `problems`
 */
export function readCargoLock(workspaceRoot: string, folder: string): CargoLock | undefined {
  const file = resolveFrom(folder, 'Cargo.lock');
  const bytes = nodeManifestFiles(workspaceRoot).read(file);
  if (bytes === undefined) return undefined;
  if (bytes === 'unreadable') {
    const problem = { file, message: 'The lock file can not be read', hint: 'Check its permissions.' };
    return { kind: 'cargo', file, version: NEWEST, packages: [], problems: [problem] };
  }
  const { text, problem } = decodeManifest(bytes);
  const lock = parseCargoLock(text, file);
  return problem ? { ...lock, problems: [{ file, ...problem }, ...(lock.problems ?? [])] } : lock;
}

/** The newest version of the format that is known. */
const NEWEST = 4;

/** Versions 1 and 2 are not written down: in 1, checksums stand in a table of their own and every edge is written in full. */
function versionOf(table: TomlTable, entries: readonly TomlTable[]): number {
  const written = table['version'];
  if (typeof written === 'number') return written;
  const inline = entries.some((entry) => typeof entry['checksum'] === 'string');
  const short = entries.some((entry) => stringsAt(entry, 'dependencies').some((edge) => !edge.includes(' ')));
  return inline || short ? 2 : 1;
}

function formatProblems(
  table: TomlTable,
  entries: readonly TomlTable[],
  version: number,
  file: string,
): ManifestProblem[] {
  if (version > NEWEST) {
    const message = `The lock file has format version ${version}, and only versions up to ${NEWEST} are known`;
    return [{ file, message, hint: 'Update Hone.' }];
  }
  // An empty lock is one of a workspace without members.
  if (entries.length > 0 || table['version'] !== undefined || Object.keys(table).length === 0) return [];
  return [{ file, message: 'The file is no lock file of cargo', hint: 'Run `cargo generate-lockfile`.' }];
}

function packageOf(written: TomlTable, metadata: TomlTable): CargoLockedPackage | undefined {
  const name = stringAt(written, 'name');
  const version = stringAt(written, 'version');
  if (name === undefined || version === undefined) return undefined;
  const source = stringAt(written, 'source');
  const checksum =
    stringAt(written, 'checksum') ??
    (source === undefined ? undefined : stringAt(metadata, `checksum ${name} ${version} (${source})`));
  return {
    name,
    version,
    ...(source !== undefined && { source }),
    ...(checksum !== undefined && checksum !== '<none>' && { checksum }),
    dependencies: [],
  };
}

const stringOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

function indexOf(packages: readonly CargoLockedPackage[]): Map<string, CargoLockedPackage[]> {
  const index = new Map<string, CargoLockedPackage[]>();
  for (const entry of packages) {
    const known = index.get(entry.name);
    if (known) known.push(entry);
    else index.set(entry.name, [entry]);
  }
  return index;
}

/**
 * The packages that `name`, `name version` or `name version (source)` leads to. Of equal versions, one without a source
 * is meant when no source is written. An edge that a bad merge made ambiguous leads to all that it may mean.
 */
function resolveEdge(edge: string, index: ReadonlyMap<string, CargoLockedPackage[]>): CargoLockedDependency[] {
  const [name = '', version, ...rest] = edge.split(' ');
  let found = index.get(name) ?? [];
  if (found.length > 1 && version !== undefined) found = found.filter((entry) => entry.version === version);
  if (found.length > 1) found = bySource(found, rest.join(' ').replace(/^\(|\)$/g, ''), version !== undefined);
  return found.map(edgeTo);
}

function bySource(found: CargoLockedPackage[], source: string, exact: boolean): CargoLockedPackage[] {
  if (source === '' && !exact) return found;
  // An edge to a package of a repository does not say its commit.
  const wanted = found.filter((entry) => entry.source === source || (entry.source ?? '').split('#')[0] === source);
  return wanted.length > 0 ? wanted : found;
}

const edges = new WeakMap<CargoLockedPackage, CargoLockedDependency>();

/** Each package is written once, however many edges lead to it. */
function edgeTo(entry: CargoLockedPackage): CargoLockedDependency {
  let edge = edges.get(entry);
  if (!edge) {
    const { name, version, source } = entry;
    edges.set(entry, (edge = { name, version, ...(source !== undefined && { source }) }));
  }
  return edge;
}
