import type { CargoDependency, CargoWorkspace } from './types.js';

const CRATES_IO = new Set(['crates-io', 'https://github.com/rust-lang/crates.io-index']);

/**
 * The folder of the crate that a dependency leads to on this disk: its own `path`, else that of a `[patch]` or `[replace]`
 * of its Cargo workspace for the place it comes from. Whether cargo takes the patch also depends on versions, which the
 * lock knows: see `CargoSlicer.local`.
 *
 * @returns relative to the Nx workspace root; undefined when it comes from a registry or a repository
 */
export function localFolder(
  { path, name, git, registry }: CargoDependency,
  { patches }: Pick<CargoWorkspace, 'patches'>,
): string | undefined {
  if (path !== undefined) return path;
  const comesFrom = (source: string | undefined): boolean => {
    if (source === undefined) return true;
    if (git !== undefined) return plainUrl(source) === plainUrl(git);
    return registry === undefined ? CRATES_IO.has(source) : source === registry;
  };
  return patches.find((patch) => patch.name === name && comesFrom(patch.source))?.path;
}

const plainUrl = (url: string): string => url.replace(/\/+$/, '').replace(/\.git$/, '');
