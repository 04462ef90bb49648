import type { ManifestProblem } from '../manifests/types.js';

/** In which table a dependency stands: `[dependencies]`, `[dev-dependencies]` or `[build-dependencies]`. */
export type CargoDependencyKind = 'normal' | 'dev' | 'build';

/** One dependency that a `Cargo.toml` declares, with what it inherits from its workspace filled in. */
export interface CargoDependency {
  /** The key it stands under: the name that the crate's code uses. */
  alias: string;
  /** The package's own name: `package = "…"`, else the alias. */
  name: string;
  kind: CargoDependencyKind;
  /** The triple or `cfg(…)` of a `[target.….dependencies]` table, as written. */
  target?: string;
  optional: boolean;
  /** Features asked for, those of the workspace's entry included. */
  features: string[];
  defaultFeatures: boolean;
  /** The version requirement as written. */
  requirement?: string;
  /** The folder of a path dependency, relative to the Nx workspace root with forward slashes. */
  path?: string;
  git?: string;
  registry?: string;
  /** Written as `workspace = true`. */
  inherited: boolean;
  /** 1-based line of the key in the crate's own manifest. */
  line?: number;
}

/** The `[package]` table, with what it inherits from its workspace filled in. */
export interface CargoPackage {
  name: string;
  version?: string;
  /** Where the version stands: in the crate's own manifest, or in `[workspace.package]`. */
  versionFrom: 'package' | 'workspace';
  edition?: string;
  rustVersion?: string;
  /** The build script relative to the crate, `false` when switched off, absent when there is none. */
  build?: string | false;
  links?: string;
  /** The program that `cargo run` starts where there are several. */
  defaultRun?: string;
  /** What `publish` says: whether, or the registries it may go to. Without a version it is `false`, absent means anywhere. */
  publish?: boolean | string[];
}

/** Something that cargo can build in a crate, declared or found at its usual place. */
export interface CargoTarget {
  kind: 'lib' | 'bin' | 'example' | 'test' | 'bench';
  name: string;
  /** The root source file, relative to the Nx workspace root. */
  path: string;
  /** A library that is a procedural macro. */
  procMacro?: boolean;
  /** `crate-type` as written: `lib`, `rlib`, `cdylib`, `staticlib`, … */
  crateTypes?: string[];
  requiredFeatures?: string[];
}

/** One `Cargo.toml` that has a `[package]`. */
export interface CargoCrate {
  /** Its folder relative to the Nx workspace root with forward slashes, `.` for the root itself. */
  root: string;
  /** Its `Cargo.toml`, relative to the Nx workspace root. */
  file: string;
  package: CargoPackage;
  targets: CargoTarget[];
  dependencies: CargoDependency[];
  /** The `[features]` table. */
  features: Record<string, string[]>;
  /** The folder of the Cargo workspace that it belongs to; its own folder when it stands alone. */
  workspace: string;
  /**
   * The folder of a Cargo workspace above that neither lists nor excludes this crate. Cargo refuses to work in such a
   * crate ("believes it's in a workspace when it's not"); often it is a fixture or a template.
   */
  stray?: string;
}

/** A Cargo workspace, or a crate that stands alone. */
export interface CargoWorkspace {
  /** Folder relative to the Nx workspace root, `.` for the root itself. */
  root: string;
  /** Its `Cargo.toml`, relative to the Nx workspace root. */
  file: string;
  /** Its `Cargo.lock`, where there is one. */
  lock?: string;
  /** `resolver`, else what the edition of the root package implies, else `1`. */
  resolver: '1' | '2' | '3';
  /** Folders of all members, sorted, path dependencies that cargo makes members of their own included. */
  members: string[];
  /** Folders of the `default-members`; else the root package; else all members. Sorted. */
  defaultMembers: string[];
  /**
   * Local replacements: the package name to the folder, of `[patch]` and `[replace]` tables with a `path`. `source` is the
   * key under `[patch]`: `crates-io`, a registry's name or an address.
   */
  patches: { name: string; path: string; source?: string }[];
  /** Entries of `[workspace.dependencies]` that no member inherits; absent when there are none. */
  idleDependencies?: IdleDependency[];
}

/** An entry of `[workspace.dependencies]` that no member takes. */
export interface IdleDependency {
  /** The key it stands under. */
  alias: string;
  /** The package's own name. */
  name: string;
  /** 1-based. */
  line?: number;
}

/** What a set of `Cargo.toml` files says. */
export interface CargoProjects {
  workspaces: CargoWorkspace[];
  /** By folder, sorted. */
  crates: CargoCrate[];
  /** What could not be read; reading went on with the rest. */
  problems: ManifestProblem[];
}

/** An edge of a `Cargo.lock`. */
export interface CargoLockedDependency {
  name: string;
  version: string;
  /** Absent for a package of the workspace or of a path. */
  source?: string;
}

/** One `[[package]]` of a `Cargo.lock`. */
export interface CargoLockedPackage {
  name: string;
  version: string;
  /** `registry+…`, `git+…`; absent for a package of the workspace or of a path. */
  source?: string;
  checksum?: string;
  /** Every edge in full, even where the file shortens it. */
  dependencies: CargoLockedDependency[];
}

/** A `Cargo.lock`, read. */
export interface CargoLock {
  kind: 'cargo';
  /** Relative to the Nx workspace root. */
  file: string;
  version: number;
  packages: CargoLockedPackage[];
  problems?: ManifestProblem[];
}

/**
 * The part of a `Cargo.lock` that one crate can see: itself and the closure of its dependencies, its own development
 * dependencies included, those of other members not. A pure function of the lock and the manifests, with stable bytes.
 */
export interface CargoLockSlice {
  schema: 1;
  kind: 'cargo';
  file: string;
  /** Name of the crate, or absent when the lock does not know it. */
  root?: string;
  /** Sorted by name, version, source. */
  packages: CargoLockedPackage[];
  problems?: ManifestProblem[];
}
