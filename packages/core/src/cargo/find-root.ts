import { posix } from 'node:path';
import { resolveFrom } from '../manifests/paths.js';
import type { CargoManifest, CargoManifestWorkspace } from './manifest-types.js';

/** Manifests by their folder. */
export type ManifestMap = ReadonlyMap<string, CargoManifest>;

/**
 * The folder of the Cargo workspace that rules the manifest in a folder, whether or not that workspace lists it: its own
 * `[workspace]`, the one that `package.workspace` names, else the nearest above that does not exclude it.
 */
export function findRoot(manifests: Pick<ManifestMap, 'get'>, folder: string): string | undefined {
  const own = manifests.get(folder);
  if (own?.workspace) return folder;
  if (own?.package?.workspace !== undefined) return resolveFrom(folder, own.package.workspace);
  for (const above of ancestors(folder)) {
    const manifest = manifests.get(above);
    if (manifest?.workspace && !isExcluded(manifest.workspace, above, folder)) return above;
    const pointer = manifest?.package?.workspace;
    if (pointer !== undefined) return resolveFrom(above, pointer);
  }
  return undefined;
}

/** The folders above one, nearest first, up to the Nx workspace's root. */
function* ancestors(folder: string): Generator<string> {
  for (let at = folder; at !== '.' && at !== '..' && at !== '/';) {
    const above = posix.dirname(at);
    if (above === at) return;
    yield (at = above);
  }
}

/** Whether `exclude` holds a folder or one above it, and no path of `members` does so as it is written. */
export function isExcluded({ members, exclude }: CargoManifestWorkspace, root: string, folder: string): boolean {
  if (exclude.length === 0) return false;
  const holds = (path: string): boolean => isUnder(folder, resolveFrom(root, path));
  return exclude.some(holds) && !members.some(({ pattern }) => holds(pattern));
}

/** Whether a folder is another or lies below it. */
export function isUnder(folder: string, above: string): boolean {
  if (above === '.') return folder !== '..' && !folder.startsWith('../');
  return folder === above || folder.startsWith(`${above}/`);
}
