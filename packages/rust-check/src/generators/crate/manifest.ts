import path from 'node:path';
import { editToml, parseToml, type TomlChange, type TomlTable } from '@hone/core/manifests';
import type { CargoTree } from '../shared/cargo-tree.js';
import { isWithin, relativeTo } from '../shared/paths.js';
import { folderOf, type Place } from './place.js';

/** What a Cargo workspace sets once for its crates, where it does not say so itself. */
const LINTS: TomlTable = {
  rust: { unsafe_code: 'warn' },
  clippy: { all: { level: 'warn', priority: -1 } },
};

/** Keys of `[workspace.package]` that a new crate takes over; the others are for each crate to say. */
const INHERITED = ['version', 'edition', 'rust-version', 'authors', 'license', 'homepage', 'repository', 'publish'];

const tableOf = (value: unknown): TomlTable =>
  typeof value === 'object' && value !== null ? (value as TomlTable) : {};

/** The manifest of the Cargo workspace with edition and lints set once. Comments and order stay. */
export function renderWorkspaceManifest(text: string, place: Place, tree: CargoTree, edition: string): string {
  const file = path.posix.join(place.workspace, 'Cargo.toml');
  const workspace = tableOf(parseToml(text, file).table.workspace);
  const isNew = !place.manifest;
  const changes: TomlChange[] = [
    ...(isNew ? beginWorkspace(place, tree, edition) : []),
    ...('edition' in tableOf(workspace.package) ? [] : [setTable(['package', 'edition'], edition)]),
    ...('lints' in workspace ? [] : Object.entries(LINTS).map(([tool, lints]) => setTable(['lints', tool], lints))),
  ];
  return editToml(text, changes, file).replace(/^\n+/, '');
}

function setTable(keys: string[], value: unknown): TomlChange {
  return { op: 'set', path: ['workspace', ...keys], value, layout: 'table' } as TomlChange;
}

function beginWorkspace(place: Place, tree: CargoTree, edition: string): TomlChange[] {
  const parent = path.posix.dirname(relativeTo(place.workspace, place.root));
  // A crate that lies below a Cargo workspace and is no member of it can't be built any more.
  const alone = tree.projects.crates
    .filter(({ root, workspace }) => root === workspace && root !== place.workspace && isWithin(root, place.workspace))
    .filter(({ root }) => !tree.manifests.some((one) => one.workspace && folderOf(one) === root))
    .map(({ root }) => relativeTo(place.workspace, root));
  const free = !alone.some((root) => path.posix.dirname(root) === parent);
  return [
    { op: 'set', path: ['workspace', 'resolver'], value: edition === '2024' ? '3' : '2', layout: 'table' },
    { op: 'set', path: ['workspace', 'members'], value: [] },
    ...(parent !== '.' && free
      ? [{ op: 'append', path: ['workspace', 'members'], value: `${parent}/*` } as const]
      : []),
    ...(alone.length > 0 ? [{ op: 'set', path: ['workspace', 'exclude'], value: alone } as const] : []),
  ];
}

/** Adds a crate to `members`; only where no glob of them covers it. */
export function addMember(text: string, { root, workspace }: Place): string {
  const value = relativeTo(workspace, root);
  return editToml(
    text,
    [{ op: 'append', path: ['workspace', 'members'], value, unique: true, order: 'sorted' }],
    path.posix.join(workspace, 'Cargo.toml'),
  );
}

/** The manifest of a new crate, which takes from its workspace what that sets. */
export function renderCrateManifest(name: string, workspaceManifest: string, edition: string | undefined): string {
  const workspace = tableOf(parseToml(workspaceManifest, 'Cargo.toml').table.workspace);
  const shared = tableOf(workspace.package);
  const own: Record<string, string> = { version: '0.1.0', ...(edition !== undefined && { edition }) };
  const keys = INHERITED.filter((key) => key in shared || key in own);
  const lines = keys.map((key) =>
    key in shared && !(key === 'edition' && edition !== undefined)
      ? `${key}.workspace = true`
      : `${key} = "${own[key]!}"`,
  );
  return ['[package]', `name = "${name}"`, ...lines, '', '[lints]', 'workspace = true', ''].join('\n');
}
