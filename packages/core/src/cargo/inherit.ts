import { isInsideWorkspace, resolveFrom } from '../manifests/paths.js';
import type { ManifestProblem } from '../manifests/types.js';
import type {
  CargoManifest,
  CargoManifestDependency,
  CargoManifestPackage,
  CargoManifestWorkspace,
  Inheritable,
} from './manifest-types.js';
import type { CargoDependency, CargoPackage } from './types.js';

/** What a crate inherits from: a `[workspace]` and the folder that paths in it are relative to. */
export interface Inheritance {
  folder: string;
  table: CargoManifestWorkspace;
}

/** The `[package]` table with what it inherits filled in. The build script is left to who knows the disk. */
export function inheritPackage(
  manifest: CargoManifest & { package: CargoManifestPackage },
  from: Inheritance | undefined,
  problems: ManifestProblem[],
): CargoPackage {
  const written = manifest.package;
  const take = <K extends 'version' | 'edition' | 'rustVersion' | 'publish'>(key: K): CargoManifestWorkspace[K] => {
    const value: Inheritable<NonNullable<CargoManifestWorkspace[K]>> | undefined = written[key] as never;
    if (!isInherited(value)) return value;
    const inherited = from?.table[key];
    if (inherited === undefined) problems.push(missing(manifest.file, written.line, `package.${kebab(key)}`, from));
    return inherited;
  };
  const result: CargoPackage = {
    name: written.name,
    versionFrom: isInherited(written.version) ? 'workspace' : 'package',
  };
  const [version, edition, rustVersion] = [take('version'), take('edition'), take('rustVersion')];
  if (version !== undefined) result.version = version;
  if (edition !== undefined) result.edition = edition;
  if (rustVersion !== undefined) result.rustVersion = rustVersion;
  if (written.links !== undefined) result.links = written.links;
  if (written.defaultRun !== undefined) result.defaultRun = written.defaultRun;
  // Cargo publishes nothing that has no version.
  const publish = take('publish') ?? (version === undefined ? false : undefined);
  if (publish !== undefined) result.publish = publish;
  return result;
}

/** The dependencies of a manifest with what they inherit filled in. One that inherits nothing known is left out. */
export function inheritDependencies(
  manifest: CargoManifest,
  folder: string,
  from: Inheritance | undefined,
  problems: ManifestProblem[],
): CargoDependency[] {
  const dependencies: CargoDependency[] = [];
  for (const entry of manifest.dependencies) {
    const base = entry.inherited ? inheritedEntry(from, entry.alias) : entry;
    if (base) dependencies.push(complete(base, entry, entry.inherited && from ? from.folder : folder));
    else problems.push(missing(manifest.file, entry.line, `dependencies.${entry.alias}`, from));
  }
  return dependencies;
}

function inheritedEntry(from: Inheritance | undefined, alias: string): CargoManifestDependency | undefined {
  return from && Object.hasOwn(from.table.dependencies, alias) ? from.table.dependencies[alias] : undefined;
}

/**
 * One dependency.
 *
 * @param base says where it comes from: the crate's entry itself, or that of `[workspace.dependencies]`
 * @param own the crate's entry
 * @param folder that paths in `base` are relative to
 */
function complete(base: CargoManifestDependency, own: CargoManifestDependency, folder: string): CargoDependency {
  // Assigned one by one: with thousands of dependencies, spreads of what may be absent are most of the reading's time.
  const { alias, kind, target, line } = own;
  const { requirement, path, git, registry } = base;
  const dependency: CargoDependency = {
    alias,
    name: base.name ?? alias,
    kind,
    optional: own.optional ?? false,
    features: base === own ? (own.features ?? []) : [...(base.features ?? []), ...(own.features ?? [])],
    defaultFeatures: defaultFeatures(base, own),
    inherited: base !== own,
  };
  if (target !== undefined) dependency.target = target;
  if (requirement !== undefined) dependency.requirement = requirement;
  if (path !== undefined) dependency.path = resolveFrom(folder, path);
  if (git !== undefined) dependency.git = git;
  if (registry !== undefined) dependency.registry = registry;
  if (line !== undefined) dependency.line = line;
  return dependency;
}

/**
 * The crate's `default-features = true` wins over the workspace's `false`. Its `false` has no effect: cargo ignores it
 * up to edition 2021, and refuses it in edition 2024 unless the workspace's entry says `false` too.
 */
function defaultFeatures(base: CargoManifestDependency, own: CargoManifestDependency): boolean {
  if (base === own) return own.defaultFeatures ?? true;
  return own.defaultFeatures === true || (base.defaultFeatures ?? true);
}

function isInherited(value: unknown): value is { workspace: true } {
  return typeof value === 'object' && value !== null && 'workspace' in value;
}

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function missing(file: string, line: number | undefined, key: string, from: Inheritance | undefined): ManifestProblem {
  const table = `workspace.${key}`;
  const place =
    from && (isInsideWorkspace(from.folder) ? resolveFrom(from.folder, 'Cargo.toml') : 'the Cargo workspace');
  return {
    file,
    ...(line !== undefined && { line }),
    message: place
      ? `\`${key}\` is inherited, but ${place} has no \`${table}\``
      : `\`${key}\` is inherited, but no Cargo workspace rules this crate`,
    hint: place
      ? `Add \`${table}\` there, or write the value here.`
      : 'Write the value here, or add a `[workspace]` above.',
  };
}
