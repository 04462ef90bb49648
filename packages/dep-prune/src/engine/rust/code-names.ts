import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CargoDependency, type CargoLockSlice, type CargoProjects, parseCargoManifest } from '@hone/core/cargo';
import { libNames } from './lib-names.data.js';

/** What a package's own manifest says that its users must know. */
export interface PublishedFacts {
  /** The name of its library in code. */
  library: string;
  /** The native library that it links. */
  links?: string;
}

/**
 * The name that code calls a dependency by: the alias if it is renamed; else what the manifest of a crate of this workspace
 * says; else what the bundled table knows; else its own name.
 */
export function codeNameOf({ alias, name, path: folder }: CargoDependency, { crates }: CargoProjects): string {
  if (alias !== name) return codeForm(alias);
  const local = folder === undefined ? undefined : crates.find(({ root }) => root === folder);
  const library = local?.targets.find(({ kind }) => kind === 'lib')?.name;
  return codeForm(library ?? libNames.get(name) ?? name);
}

/**
 * What the published manifest of a dependency says, from the sources that cargo unpacked on this machine. A version never
 * changes, so where it is found it is the same everywhere.
 */
export function publishedFacts(
  { name }: CargoDependency,
  lock: CargoLockSlice | undefined,
): PublishedFacts | undefined {
  const versions = lock?.packages.filter((each) => each.name === name && each.source !== undefined) ?? [];
  return versions.map(({ version }) => readPublished(name, version)).find((facts) => facts !== undefined);
}

const known = new Map<string, PublishedFacts | undefined>();

function readPublished(name: string, version: string): PublishedFacts | undefined {
  const home = process.env['CARGO_HOME'] ?? path.join(os.homedir(), '.cargo');
  const key = path.join(home, `${name}-${version}`);
  if (!known.has(key)) known.set(key, readFrom(path.join(home, 'registry', 'src'), name, version));
  return known.get(key);
}

/** The folders with the unpacked sources of a dependency, one for each version that the lock holds. */
export function publishedFolders({ name }: CargoDependency, lock: CargoLockSlice | undefined): string[] {
  const home = process.env['CARGO_HOME'] ?? path.join(os.homedir(), '.cargo');
  const registry = path.join(home, 'registry', 'src');
  const versions = lock?.packages.filter((each) => each.name === name && each.source !== undefined) ?? [];
  if (versions.length === 0 || !existsSync(registry)) return [];
  return readdirSync(registry)
    .sort()
    .flatMap((folder) => versions.map(({ version }) => path.join(registry, folder, `${name}-${version}`)))
    .filter((folder) => existsSync(folder));
}

function readFrom(registry: string, name: string, version: string): PublishedFacts | undefined {
  try {
    for (const folder of readdirSync(registry).sort()) {
      const file = path.join(registry, folder, `${name}-${version}`, 'Cargo.toml');
      const text = readTextOf(file);
      if (text === undefined) continue;
      const manifest = parseCargoManifest(text, 'Cargo.toml');
      const library = manifest.targets.find(({ kind }) => kind === 'lib')?.name;
      const links = manifest.package?.links;
      return { library: codeForm(library ?? name), ...(links !== undefined && { links }) };
    }
  } catch {
    // Without sources the tables have to do.
  }
  return undefined;
}

function readTextOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A name as Rust writes it. */
export function codeForm(name: string): string {
  return name.replaceAll('-', '_');
}
