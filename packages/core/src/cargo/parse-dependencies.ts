import { asStrings, isTable, stringAt, tableAt, type TomlTable } from '../manifests/toml.js';
import type { ManifestProblem } from '../manifests/types.js';
import { findLine, type KeyLines, lineOf } from './key-lines.js';
import type { CargoManifestDependency } from './manifest-types.js';
import type { CargoDependencyKind } from './types.js';

/** What the parts of a manifest's parser share. */
export interface ManifestContext {
  file: string;
  text: string;
  lines: KeyLines;
  /** Added to as parts are read. */
  problems: ManifestProblem[];
}

/** The tables of each kind; where both spellings stand, cargo takes the first. */
const TABLES: readonly (readonly [CargoDependencyKind, readonly string[]])[] = [
  ['normal', ['dependencies']],
  ['dev', ['dev-dependencies', 'dev_dependencies']],
  ['build', ['build-dependencies', 'build_dependencies']],
];

/** All dependencies of a manifest, those of `[target.….dependencies]` tables included, in the order of the tables. */
export function parseDependencies(table: TomlTable, context: ManifestContext): CargoManifestDependency[] {
  const targets = Object.entries(tableAt(table, 'target')).filter((entry): entry is [string, TomlTable] =>
    isTable(entry[1]),
  );
  return [
    ...dependenciesOf(table, '', {}, context),
    ...targets.flatMap(([target, tables]) => dependenciesOf(tables, `target.${target}.`, { target }, context)),
  ];
}

function dependenciesOf(
  table: TomlTable,
  prefix: string,
  base: { target?: string },
  context: ManifestContext,
): CargoManifestDependency[] {
  return TABLES.flatMap(([kind, spellings]) => {
    const key = spellings.find((spelling) => table[spelling] !== undefined);
    if (key === undefined) return [];
    return parseDependencyTable(table[key], `${prefix}${key}`, { kind, ...base }, context);
  });
}

/**
 * The entries of one table of dependencies.
 *
 * @param name the table's own name, for lines and messages
 */
export function parseDependencyTable(
  value: unknown,
  name: string,
  base: Pick<CargoManifestDependency, 'kind' | 'target'>,
  context: ManifestContext,
): CargoManifestDependency[] {
  if (value === undefined) return [];
  if (!isTable(value)) {
    context.problems.push({
      file: context.file,
      message: `\`${name}\` is not a table`,
      hint: `Write it as \`[${name}]\`.`,
    });
    return [];
  }
  return Object.entries(value).flatMap(([alias, entry]) => {
    const dependency: CargoManifestDependency = { alias, ...base };
    if (typeof entry === 'string') dependency.requirement = entry;
    else if (isTable(entry)) addDetails(dependency, entry);
    else return reject(alias, name, context);
    const line = findLine(context.lines, name, alias);
    if (line !== undefined) dependency.line = line;
    return [dependency];
  });
}

function reject(alias: string, table: string, { file, lines, problems }: ManifestContext): [] {
  problems.push({
    file,
    ...lineOf(lines, table, alias),
    message: `The dependency \`${alias}\` in \`[${table}]\` is neither a version nor a table`,
    hint: `Write it like \`${alias} = "1.0"\` or \`${alias} = { path = "../${alias}" }\`.`,
  });
  return [];
}

const TEXTS = [
  ['name', 'package'],
  ['requirement', 'version'],
  ['path', 'path'],
  ['git', 'git'],
] as const;

function addDetails(dependency: CargoManifestDependency, entry: TomlTable): void {
  for (const [field, key] of TEXTS) {
    const text = entry[key];
    if (typeof text === 'string') dependency[field] = text;
  }
  const registry = stringAt(entry, 'registry') ?? stringAt(entry, 'registry-index');
  if (registry !== undefined) dependency.registry = registry;
  const features = asStrings(entry['features']);
  if (features.length > 0) dependency.features = features;
  const defaults = entry['default-features'] ?? entry['default_features'];
  if (typeof defaults === 'boolean') dependency.defaultFeatures = defaults;
  if (entry['optional'] === true) dependency.optional = true;
  if (entry['workspace'] === true) dependency.inherited = true;
}
