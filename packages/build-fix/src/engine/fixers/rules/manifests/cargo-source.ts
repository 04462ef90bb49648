import { posix } from 'node:path';
import { parseToml, stringAt, tableAt } from '@hone/core/toml';
import type { FixContext } from '../../../types.js';
import { foldersAbove, inFolder } from './kinds.js';
import { lockedVersion } from './locked.js';

/** Where a crate comes from, as a manifest writes it. */
export interface CargoSource {
  /** The package's own spelling. */
  key: string;
  value: { workspace: true } | { path: string } | { version: string };
}

/** What the workspace knows of a crate: an entry of `[workspace.dependencies]`, a member, a locked version. */
export function cargoSource({ files, projects }: FixContext, manifest: string, crate: string): CargoSource | undefined {
  const same = (name: string): boolean => name.replaceAll('-', '_') === crate.replaceAll('-', '_');
  const folder = posix.dirname(manifest);
  for (const above of foldersAbove(folder)) {
    const file = inFolder(above, 'Cargo.toml');
    const text = files.read(file);
    if (text === undefined) continue;
    const shared = Object.keys(tableAt(parseToml(text, file).table, 'workspace', 'dependencies')).find(same);
    if (shared !== undefined) return { key: shared, value: { workspace: true } };
  }
  for (const { root } of projects) {
    const text = files.read(inFolder(root, 'Cargo.toml'));
    const name = text === undefined ? undefined : stringAt(tableAt(parseToml(text, root).table, 'package'), 'name');
    if (name !== undefined && same(name)) return { key: name, value: { path: posix.relative(folder, root) } };
  }
  const locked = lockedVersion(files, folder, 'cargo', crate);
  return locked && { key: locked.name, value: { version: locked.version } };
}
