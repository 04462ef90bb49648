import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isTable, type TomlTable } from '../manifests/toml.js';
import { asStrings, stringAt } from '../manifests/toml.js';
import { inheritDependencies } from './inherit.js';
import { parseCargoManifest } from './parse-manifest.js';
import type { CargoCrate, CargoDependency, CargoDependencyKind, CargoLockedPackage } from './types.js';

/** What decides which dependencies of a crate are turned on. */
export type CrateFacts = Pick<CargoCrate, 'dependencies' | 'features'>;

/** Looks up the facts of a package with a source; `undefined` when they are not on this machine. */
export type CrateFactsReader = (entry: CargoLockedPackage) => CrateFacts | undefined;

/**
 * Reads facts of crates from what cargo keeps on this machine: its cache of the registries' indexes, and unpacked
 * sources. A published version never changes, so what is found is the same on every machine; the index entry must have
 * the checksum that the lock has.
 *
 * @param cargoHome default: `CARGO_HOME`, else `~/.cargo`
 * @see https://doc.rust-lang.org/cargo/reference/registry-index.html for the entries; cargo's
 *   `sources/registry/index/cache.rs` for the cache files: a head, then `version\0json\0` for each version
 */
export function createCrateFactsReader(
  cargoHome = process.env['CARGO_HOME'] ?? path.join(os.homedir(), '.cargo'),
): CrateFactsReader {
  const registry = path.join(cargoHome, 'registry');
  const indexes = foldersIn(path.join(registry, 'index')).map((folder) => path.join(folder, '.cache'));
  const sources = foldersIn(path.join(registry, 'src'));
  const checkouts = foldersIn(path.join(cargoHome, 'git', 'checkouts')).flatMap(foldersIn);
  const known = new Map<string, CrateFacts | undefined>();
  return (entry) => {
    const key = `${entry.name} ${entry.version} ${entry.source ?? ''}`;
    if (!known.has(key)) {
      known.set(
        key,
        entry.source?.startsWith('git+')
          ? factsOfCheckout(entry, checkouts)
          : (factsOfIndex(entry, indexes) ?? factsOfSource(entry, sources)),
      );
    }
    return known.get(key);
  };
}

function factsOfIndex({ name, version, checksum }: CargoLockedPackage, indexes: readonly string[]) {
  for (const index of indexes) {
    const text = readText(path.join(index, indexPath(name)));
    const start = text?.indexOf(`\0${version}\0{`) ?? -1;
    if (text === undefined || start < 0) continue;
    const begin = start + version.length + 2;
    const end = text.indexOf('\0', begin);
    const facts = parseIndexEntry(text.slice(begin, end < 0 ? undefined : end), checksum);
    if (facts) return facts;
  }
  return undefined;
}

/** Where an index keeps a crate: `1/a`, `2/ab`, `3/a/abc`, `ab/cd/abcdef`. */
function indexPath(name: string): string {
  const lower = name.toLowerCase();
  if (lower.length <= 2) return path.join(String(lower.length), lower);
  if (lower.length === 3) return path.join('3', lower.slice(0, 1), lower);
  return path.join(lower.slice(0, 2), lower.slice(2, 4), lower);
}

/**
 * Parses an entry of a registry's index.
 *
 * @param checksum that the lock has, hexadecimal
 * @returns undefined when it is no such entry, or one with another checksum
 */
export function parseIndexEntry(json: string, checksum: string | undefined): CrateFacts | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isTable(entry) || (checksum !== undefined && entry['cksum'] !== checksum)) return undefined;
  const deps: unknown[] = Array.isArray(entry['deps']) ? entry['deps'] : [];
  return {
    dependencies: deps.filter(isTable).map(dependencyOf),
    features: { ...featuresOf(entry['features']), ...featuresOf(entry['features2']) },
  };
}

function dependencyOf(written: TomlTable): CargoDependency {
  const alias = stringAt(written, 'name') ?? '';
  const requirement = stringAt(written, 'req');
  return {
    alias,
    name: stringAt(written, 'package') ?? alias,
    kind: (stringAt(written, 'kind') ?? 'normal') as CargoDependencyKind,
    optional: written['optional'] === true,
    features: asStrings(written['features']),
    defaultFeatures: written['default_features'] !== false,
    inherited: false,
    ...(requirement !== undefined && { requirement }),
  };
}

function featuresOf(value: unknown): Record<string, string[]> {
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([name, list]) => [name, asStrings(list)])) : {};
}

function factsOfSource({ name, version }: CargoLockedPackage, sources: readonly string[]): CrateFacts | undefined {
  for (const folder of sources) {
    const facts = factsOfManifest(path.join(folder, `${name}-${version}`, 'Cargo.toml'));
    if (facts) return facts;
  }
  return undefined;
}

/** A published manifest inherits nothing. */
function factsOfManifest(file: string): CrateFacts | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const manifest = parseCargoManifest(text, 'Cargo.toml');
  if (!manifest.package || manifest.dependencies.some(({ inherited }) => inherited)) return undefined;
  return { dependencies: inheritDependencies(manifest, '.', undefined, []), features: manifest.features };
}

/** A checkout is a folder named for the first seven digits of its commit; the crate is looked for in it. */
function factsOfCheckout({ name, source = '' }: CargoLockedPackage, checkouts: readonly string[]) {
  const commit = source.split('#')[1]?.slice(0, 7);
  if (!commit) return undefined;
  for (const checkout of checkouts.filter((folder) => path.basename(folder).startsWith(commit))) {
    for (const folder of [checkout, ...foldersIn(checkout), ...foldersIn(checkout).flatMap(foldersIn)]) {
      const text = readText(path.join(folder, 'Cargo.toml'));
      if (text === undefined || parseCargoManifest(text, 'Cargo.toml').package?.name !== name) continue;
      return factsOfManifest(path.join(folder, 'Cargo.toml'));
    }
  }
  return undefined;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(folder, name))
      .sort();
  } catch {
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
