import type { CargoCrate, CargoWorkspace } from '@hone/core/cargo';

/** A crate of the workspace, as far as the graph is concerned. */
export interface CrateFacts extends CargoCrate {
  /** The name in the project graph. */
  name: string;
  /** Its Cargo workspace, or what stands for one where it is alone; absent when its manifest can't be read. */
  cargoWorkspace?: CargoWorkspace;
  /** Its `Cargo.lock`, relative to the workspace root. */
  lock?: string;
  references: ReferenceFacts;
}

/** What a crate's sources name besides modules at their usual places. All relative to the workspace root, sorted. */
export interface ReferenceFacts {
  /** Files outside the crate's folder. */
  files: string[];
  /** What its build script names outside the crate's folder; each can be a file or a folder. */
  buildInputs: string[];
  /** What lies in the crate's folder, but where dependents do not look: see `dependencyInputs`. */
  unshared: string[];
}

/** A locked package that comes from outside the workspace. */
export interface LockedPackageFacts {
  name: string;
  version: string;
  /** Its checksum, else its source: what tells it from another one of its name and version. */
  hash: string;
  /** Names of the nodes that it needs. */
  needs: string[];
  /** Names of the crates of the workspace that it needs, which takes a `[patch]`. */
  local?: string[];
}

/** What the graph needs of a `Cargo.lock`. */
export interface LockFacts {
  file: string;
  packages: LockedPackageFacts[];
  /** The nodes that a crate of the workspace needs directly, by the crate's name. */
  members: Record<string, string[]>;
}
