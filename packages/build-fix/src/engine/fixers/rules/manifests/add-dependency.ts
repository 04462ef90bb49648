import { HoneError } from '@hone/core/diagnostics';
import { objectAt } from '@hone/core/npm';
import { normalizeName, parsePyproject, planTomlEdits, type TomlChange } from '@hone/core/manifests';
import { isTable, tableAt, type TomlTable } from '@hone/core/toml';
import type { FixContext } from '../../../types.js';
import { NotApplicable, type Workbench } from '../workbench.js';
import { declaredNames } from './declared.js';
import { parseJsonText, planJsonEdit, sortedIndex } from './json-text.js';
import { cargoSource } from './cargo-source.js';
import { inFolder, manifestKind } from './kinds.js';
import { npmRange } from './npm-range.js';

/** What is to be declared. */
export interface NewDependency {
  manifest: string;
  name: string;
  /** `runtime` (default), or `dev`: the list for tests and tools. */
  group?: string;
  /** A version, a specifier or a range, as the manifest writes it. Default: what the workspace has. */
  version?: string;
  features?: readonly string[];
}

/** Declares a dependency in a manifest. @throws NotApplicable when it is declared already, or nothing is known of it */
export function addDependency(bench: Workbench, context: FixContext, wanted: NewDependency): void {
  const kind = manifestKind(wanted.manifest);
  if (!kind) throw new NotApplicable(`${wanted.manifest} is no manifest`);
  const list = (wanted.group ?? 'runtime') === 'runtime' ? 'runtime' : 'any';
  if (declaredNames(context.files, wanted.manifest, list)?.has(wanted.name)) {
    throw new NotApplicable(`${wanted.name} is declared in ${wanted.manifest}`);
  }
  WRITERS[kind](bench, context, wanted);
}

type Writer = (bench: Workbench, context: FixContext, wanted: NewDependency) => void;

const editToml = (bench: Workbench, file: string, changes: readonly TomlChange[]): void => {
  bench.edit(file, planTomlEdits(bench.text(file), file, changes));
};

const addToPyproject: Writer = (bench, context, wanted) => {
  const { manifest, name, group } = wanted;
  const text = bench.text(manifest);
  const { table, standard, problems } = parsePyproject(text, manifest);
  if (problems.some(({ message }) => message.includes('not valid TOML'))) throw new NotApplicable('broken manifest');
  const version = wanted.version ?? specifierElsewhere(context, name);
  const dev = group === 'dev';
  const poetry = tableAt(table, 'tool', 'poetry');
  if (!standard && Object.keys(poetry).length > 0) {
    const groups = Object.keys(tableAt(poetry, 'group'));
    const path = dev ? ['group', devName(groups), 'dependencies'] : ['dependencies'];
    const value = version ?? '*';
    editToml(bench, manifest, [{ op: 'set', path: ['tool', 'poetry', ...path, name], value, order: 'sorted' }]);
    return;
  }
  if (!standard) throw new NotApplicable(`${manifest} has no [project]`);
  const value = `${name}${version ?? ''}`;
  const path = dev ? devList(table) : ['project', 'dependencies'];
  const source = workspaceSource(context, table, name);
  editToml(bench, manifest, [
    { op: 'append', path, value, order: 'sorted', unique: true },
    ...(source ? [source] : []),
  ]);
};

const DEV_NAMES = ['dev', 'test', 'tests', 'testing', 'development'];
const devName = (groups: readonly string[]): string => DEV_NAMES.find((name) => groups.includes(name)) ?? 'dev';

/** Where development dependencies of a PEP 621 project go: where it has some already, else a group `dev`. */
function devList(table: TomlTable): string[] {
  const groups = Object.keys(tableAt(table, 'dependency-groups'));
  const extras = Object.keys(tableAt(table, 'project', 'optional-dependencies'));
  if (DEV_NAMES.some((name) => groups.includes(name))) return ['dependency-groups', devName(groups)];
  if (Array.isArray(tableAt(table, 'tool', 'uv')['dev-dependencies'])) return ['tool', 'uv', 'dev-dependencies'];
  if (DEV_NAMES.some((name) => extras.includes(name))) return ['project', 'optional-dependencies', devName(extras)];
  return ['dependency-groups', 'dev'];
}

/** A project of the same uv workspace is taken from there. */
function workspaceSource(context: FixContext, table: TomlTable, name: string): TomlChange | undefined {
  const own = context.projects.some(({ root }) => projectName(context, root) === normalizeName(name));
  const known = tableAt(table, 'tool', 'uv', 'sources');
  if (!own || !context.files.exists('uv.lock') || Object.hasOwn(known, name)) return undefined;
  return { op: 'set', path: ['tool', 'uv', 'sources', name], value: { workspace: true }, layout: 'inline' };
}

function projectName({ files }: FixContext, root: string): string | undefined {
  const file = inFolder(root, 'pyproject.toml');
  const text = files.read(file);
  return text === undefined ? undefined : nameOf(text, file);
}

function nameOf(text: string, file: string): string | undefined {
  const { name } = parsePyproject(text, file);
  return name === undefined ? undefined : normalizeName(name);
}

/** The specifier with which projects declare a distribution, when they agree on one. */
function specifierElsewhere({ files, projects }: FixContext, name: string): string | undefined {
  const found = new Set<string>();
  for (const { root } of projects) {
    const file = inFolder(root, 'pyproject.toml');
    const text = files.read(file);
    if (text === undefined) continue;
    for (const { requirement } of parsePyproject(text, file).dependencies) {
      if (requirement.normalizedName === normalizeName(name) && requirement.specifier !== '') {
        found.add(requirement.specifier);
      }
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

const addToRequirements: Writer = (bench, _context, { manifest, name, version }) => {
  const text = bench.text(manifest);
  const newText = `${text === '' || text.endsWith('\n') ? '' : '\n'}${name}${version ?? ''}\n`;
  bench.replace(manifest, [{ start: text.length, end: text.length, newText }]);
};

const addToCargo: Writer = (bench, context, { manifest, name, group, version, features = [] }) => {
  const list = group === 'dev' ? 'dev-dependencies' : group === 'build' ? 'build-dependencies' : 'dependencies';
  const source = version !== undefined ? { key: name, value: { version } } : cargoSource(context, manifest, name);
  if (!source) throw new NotApplicable(`nothing is known of the crate ${name}`);
  const table = { ...source.value, ...(features.length > 0 && { features: [...features] }) };
  const value = 'version' in table && features.length === 0 ? table.version : table;
  editToml(bench, manifest, [{ op: 'set', path: [list, source.key], value, order: 'sorted' }]);
};

const addToNpm: Writer = (bench, context, { manifest, name, group, version }) => {
  const text = bench.text(manifest);
  const value = parseJsonText(text);
  const list = group === 'dev' ? 'devDependencies' : 'dependencies';
  const dev = objectAt(value, 'devDependencies')[name];
  const range = version ?? (typeof dev === 'string' ? dev : npmRange(context, manifest, name));
  if (range === undefined) throw new NotApplicable(`nothing is known of the package ${name}`);
  if (isTable(value['dependencies']) || isTable(value['devDependencies']) || value['name'] !== undefined) {
    // Without the list, the place would be one among the keys of the manifest.
    const place = isTable(value[list]) ? { getInsertionIndex: sortedIndex(name) } : {};
    bench.replace(manifest, planJsonEdit(text, [list, name], range, place));
    // A package stands in one list: npm takes the entry among the development dependencies for the other's.
    if (dev !== undefined)
      bench.replace(manifest, planJsonEdit(bench.text(manifest), ['devDependencies', name], undefined));
    return;
  }
  throw new HoneError(`${manifest} is no manifest of a package.`, { file: manifest });
};

const WRITERS: Readonly<Record<NonNullable<ReturnType<typeof manifestKind>>, Writer>> = {
  pyproject: addToPyproject,
  requirements: addToRequirements,
  cargo: addToCargo,
  npm: addToNpm,
};
