import path from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { parseToml, type TomlTable } from '@hone/core/manifests';
import init from '../init/init.js';
import { readCargoTree } from '../shared/cargo-tree.js';
import { formatRust } from '../shared/rustfmt.js';
import { addToLock } from './lock.js';
import { addMember, renderCrateManifest, renderWorkspaceManifest } from './manifest.js';
import { checkName } from './name.js';
import { checkPlace, findPlace, type Place } from './place.js';
import type { CrateOptions } from './schema.js';
import { SOURCES } from './sources.js';
import { newestEdition } from './toolchain.js';

/** Adds a crate to a Cargo workspace, or begins a new one; what is there already keeps its comments and order. */
export default async function crateGenerator(tree: Tree, options: CrateOptions): Promise<GeneratorCallback> {
  const { name, kind = 'lib' } = options;
  checkName(name, kind);
  const cargo = await readCargoTree(tree);
  const place = findPlace(cargo, options);
  checkPlace(place, cargo, name, tree.exists(place.root) ? tree.children(place.root) : []);

  const callback = init(tree, { ...(options.skipPackageJson && { skipPackageJson: true }) });
  const file = path.posix.join(place.workspace, 'Cargo.toml');
  const before = tree.read(file, 'utf8') ?? '';
  const shared = renderWorkspaceManifest(before, place, cargo, options.edition ?? newestEdition(tree, place.workspace));
  const edition = editionOf(shared);
  const own = options.edition === edition ? undefined : options.edition;
  const manifest = renderCrateManifest(name, shared, own);
  const source = SOURCES[kind];
  tree.write(file, shared);
  tree.write(path.posix.join(place.root, 'Cargo.toml'), manifest);
  tree.write(
    path.posix.join(place.root, source.file),
    await formatRust(source.render(name), tree.root, place.root, own ?? edition),
  );
  await joinWorkspace(tree, place, file);
  addToLockOf(tree, place, name, versionOf(shared));
  return callback;
}

/** Lists the crate among the members, unless a glob covers it. */
async function joinWorkspace(tree: Tree, place: Place, file: string): Promise<void> {
  const { projects } = await readCargoTree(tree);
  const workspace = projects.workspaces.find(({ root }) => root === place.workspace);
  if (workspace?.members.includes(place.root)) return;
  tree.write(file, addMember(tree.read(file, 'utf8') ?? '', place));
}

function addToLockOf(tree: Tree, { workspace }: Place, name: string, version: string): void {
  const file = path.posix.join(workspace, 'Cargo.lock');
  const text = tree.read(file, 'utf8');
  if (text !== null) tree.write(file, addToLock(text, name, version));
}

const sharedOf = (text: string): TomlTable =>
  (parseToml(text, 'Cargo.toml').table.workspace as { package?: TomlTable } | undefined)?.package ?? {};

const editionOf = (text: string): string => String(sharedOf(text).edition);

const versionOf = (text: string): string => String(sharedOf(text).version ?? '0.1.0');
