import { posix } from 'node:path';
import { parseToml, stringAt, tableAt } from '@hone/core/toml';
import { cargoSource } from '../manifests/cargo-source.js';
import { foldersAbove, inFolder } from '../manifests/kinds.js';
import { exportedNames } from './exports.js';
import { foundAll, type Lookup, readText } from './lookup.js';

/** The nearest manifest of a package at or above a file. */
function crateManifest(exists: (file: string) => boolean, file: string): string | undefined {
  return foldersAbove(posix.dirname(file))
    .map((folder) => inFolder(folder, 'Cargo.toml'))
    .find(exists);
}

/** A crate's own name, when the workspace knows where to take it from: its dependencies, its members, its lock. */
const crate: Lookup = ({ part, context }) => {
  const source = cargoSource(context, part('manifest')!, part('name')!);
  return source ? foundAll([source.key]) : [];
};

/** What `use` has to name for an item of the same crate: `crate::billing::Invoice`. */
const item: Lookup = ({ part, context }) => {
  const [name, file] = [part('name')!, part('file')!];
  const manifest = crateManifest(context.files.exists, file);
  if (manifest === undefined) return [];
  const source = inFolder(posix.dirname(manifest), 'src');
  return foundAll(
    context.files.list(source).flatMap((each) => {
      if (!each.endsWith('.rs') || each === file) return [];
      if (!exportedNames(each, readText(context, each) ?? '').includes(name)) return [];
      const path = modulePath(posix.relative(source, each));
      return path === undefined ? [] : [['crate', ...path, name].join('::')];
    }),
  );
};

/** The modules from the root of the crate to a file; undefined for the root of another target. */
function modulePath(file: string): string[] | undefined {
  if (file === 'lib.rs' || file === 'main.rs') return [];
  const parts = file.replace(/(?:\/mod)?\.rs$/, '').split('/');
  return parts[0] === 'bin' ? undefined : parts;
}

/** The root of a crate's library, else of its program, that a file belongs to. */
const crateRoot: Lookup = ({ text: file, context }) => {
  const manifest = crateManifest(context.files.exists, file);
  if (manifest === undefined) return [];
  const roots = ['src/lib.rs', 'src/main.rs'].map((name) => inFolder(posix.dirname(manifest), name));
  return foundAll(roots.filter((name) => context.files.exists(name)));
};

/** The folder below which the modules of a file lie: `src/a` of `src/a.rs`, `src` of `src/lib.rs` and `src/mod.rs`. */
const moduleFolder: Lookup = ({ text: file }) =>
  foundAll([/^(?:lib|main|mod)\.rs$/.test(posix.basename(file)) ? posix.dirname(file) : file.replace(/\.rs$/, '')]);

/** The manifest of the Cargo workspace around a file. */
const workspaceManifest: Lookup = ({ text: file, context }) =>
  foundAll([
    foldersAbove(posix.dirname(file))
      .map((folder) => inFolder(folder, 'Cargo.toml'))
      .find((name) => Object.hasOwn(parseToml(context.files.read(name) ?? '', name).table, 'workspace')),
  ]);

/** The manifest of a package of the workspace, by the package's name. */
const packageManifest: Lookup = ({ text: wanted, context }) =>
  foundAll(
    context.projects.map(({ root }) => {
      const file = inFolder(root, 'Cargo.toml');
      const text = context.files.read(file);
      const name = text === undefined ? undefined : stringAt(tableAt(parseToml(text, file).table, 'package'), 'name');
      return name === wanted ? file : undefined;
    }),
  );

/** Which list of dependencies serves a file: `dev` for tests, examples and benches, `build` for the build script. */
const rustGroup: Lookup = ({ text: file }) => {
  if (posix.basename(file) === 'build.rs') return foundAll(['build']);
  return foundAll([/(?:^|\/)(?:tests|benches|examples)\//.test(file) ? 'dev' : 'runtime']);
};

/** Look-ups about Rust. */
export const rustLookups: Readonly<Record<string, Lookup>> = {
  'rust-crate': crate,
  'rust-item': item,
  'rust-group': rustGroup,
  'rust-root': crateRoot,
  'rust-module-folder': moduleFolder,
  'rust-workspace': workspaceManifest,
  'rust-package': packageManifest,
};
