import type { ManifestProblem } from '../manifests/types.js';
import type { CargoDependencyKind, CargoTarget } from './types.js';

/**
 * What one `Cargo.toml` says by itself, as plain data that JSON can hold: what it inherits from its workspace and what
 * cargo finds on the disk is not filled in yet. Paths are as written, relative to the manifest's folder.
 */
export interface CargoManifest {
  /** Relative to the Nx workspace root with forward slashes. */
  file: string;
  /** `[package]`; absent in a virtual manifest. */
  package?: CargoManifestPackage;
  /** `[workspace]`. */
  workspace?: CargoManifestWorkspace;
  /** Targets that are written down, in the order lib, bin, example, test, bench. */
  targets: CargoManifestTarget[];
  dependencies: CargoManifestDependency[];
  /** The `[features]` table. */
  features: Record<string, string[]>;
  /** Entries of `[patch]` and `[replace]` with a `path`. */
  patches: CargoManifestPatch[];
  problems: ManifestProblem[];
}

/** A value, or `{ workspace = true }`. */
export type Inheritable<T> = T | { workspace: true };

/** `[package]` as written. */
export interface CargoManifestPackage {
  name: string;
  version?: Inheritable<string>;
  edition?: Inheritable<string>;
  rustVersion?: Inheritable<string>;
  publish?: Inheritable<boolean | string[]>;
  links?: string;
  /** `default-run`. */
  defaultRun?: string;
  /** A path, or whether there is one at the usual place. */
  build?: string | boolean;
  /** `package.workspace`: where the workspace's root lies. */
  workspace?: string;
  resolver?: string;
  /** Switches of automatic discovery that are written down. */
  auto: Partial<Record<CargoTarget['kind'], boolean>>;
  /** 1-based line of `name`. */
  line?: number;
}

/** `[workspace]` as written. */
export interface CargoManifestWorkspace {
  members: CargoManifestMember[];
  exclude: string[];
  /** Absent when it is not written, which differs from an empty list. */
  defaultMembers?: CargoManifestMember[];
  resolver?: string;
  /** Of `[workspace.package]`. */
  version?: string;
  edition?: string;
  rustVersion?: string;
  publish?: boolean | string[];
  /** `[workspace.dependencies]` by key. */
  dependencies: Record<string, CargoManifestDependency>;
}

/** A path or glob of `members`. */
export interface CargoManifestMember {
  pattern: string;
  /** 1-based. */
  line?: number;
}

/** A package of another source that is replaced by one in a folder. */
export interface CargoManifestPatch {
  name: string;
  path: string;
  /** `crates-io`, a registry's name or an address; absent for an entry of `[replace]`. */
  source?: string;
  line?: number;
}

/** `[lib]`, `[[bin]]` … as written. */
export interface CargoManifestTarget {
  kind: CargoTarget['kind'];
  name?: string;
  path?: string;
  procMacro?: boolean;
  /** `crate-type`. */
  crateTypes?: string[];
  requiredFeatures?: string[];
  line?: number;
}

/** An entry of a table of dependencies as written. */
export interface CargoManifestDependency {
  alias: string;
  /** `package = "…"`. */
  name?: string;
  kind: CargoDependencyKind;
  target?: string;
  optional?: boolean;
  features?: string[];
  defaultFeatures?: boolean;
  requirement?: string;
  path?: string;
  git?: string;
  registry?: string;
  /** `workspace = true`. */
  inherited?: boolean;
  line?: number;
}

/**
 * What assembling asks of the disk. It asks a folder only once for each crate, and never lists below what cargo lists:
 * the crate's folder, `src`, `src/bin`, `tests`, `examples`, `benches` and folders right inside these four.
 */
export interface CargoProbe {
  /**
   * Names of what is in a folder, in any order; none when there is no such folder. The folder is relative to the
   * workspace root with forward slashes, `.` for the root itself; it can lie outside (`../shared`).
   */
  names(folder: string): readonly string[];
}
