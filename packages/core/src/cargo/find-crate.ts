import type { CargoCrate, CargoProjects, CargoWorkspace } from './types.js';

/** A crate with the Cargo workspace that it belongs to. */
export interface FoundCrate {
  crate: CargoCrate;
  workspace: CargoWorkspace;
  /** Everything of that Cargo workspace: all its members, and path dependencies that are none. */
  projects: CargoProjects;
}

/**
 * Reads one crate and its Cargo workspace, found by walking up from the crate's folder as cargo does.
 *
 * @param workspaceRoot absolute path
 * @param root the crate's folder relative to the workspace root
 * @returns undefined when the folder has no `Cargo.toml` with a `[package]`
 */
export function findCrate(workspaceRoot: string, root: string): FoundCrate | undefined {
  return createCrateFinder(workspaceRoot)(root);
}

/** Like {@link findCrate} for many crates: each Cargo workspace is read once. The answers are as old as the finder. */
export function createCrateFinder(workspaceRoot: string): (root: string) => FoundCrate | undefined {
  throw new Error(`not there yet: ${workspaceRoot}`);
}
