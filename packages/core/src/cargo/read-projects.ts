import type { CargoProbe } from './manifest-types.js';
import type { CargoProjects } from './types.js';

/** A probe of the disk that lists each folder once in its life. */
export function nodeCargoProbe(workspaceRoot: string): CargoProbe {
  throw new Error(`not there yet: ${workspaceRoot}`);
}

/**
 * Reads all Cargo workspaces and crates of an Nx workspace without starting cargo.
 *
 * @param workspaceRoot absolute path
 * @param manifestFiles the `Cargo.toml` files, relative to the workspace root with forward slashes
 */
export function readCargoProjects(workspaceRoot: string, manifestFiles: readonly string[]): CargoProjects {
  throw new Error(`not there yet: ${workspaceRoot} ${manifestFiles.length}`);
}
