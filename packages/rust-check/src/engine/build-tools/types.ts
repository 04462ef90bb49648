/** Something outside of cargo that a build script runs or links. */
export type BuildToolName = 'protoc' | 'libclang' | 'cmake' | 'pkg-config' | 'system-library' | 'nasm' | 'perl';

/** A package that is built for a crate, as far as its build script goes. */
export interface BuildPackage {
  name: string;
  version: string;
  /** Names of packages from the crate to this one, both included: `['router', 'etcd-client']`. */
  chain: readonly string[];
  /**
   * Features that are active in this build. Absent when they were not resolved: then nothing that hangs on a feature
   * counts as built.
   */
  features?: readonly string[];
  /** Package names and versions of the build dependencies that are active (optional ones only when switched on). */
  buildDependencies: readonly { name: string; version?: string }[];
  /** Names of everything that its active build dependencies are built with. Absent when that is not known. */
  buildClosure?: readonly string[];
  /** The text of its build script, where it has one. */
  buildScript?: string;
  /** Its `[package.metadata]`, as `cargo metadata` gives it. */
  metadata?: unknown;
}

/** One crate, and everything that is built for it. */
export interface BuildToolFacts {
  /** The crate's package name. */
  crate: string;
  /** Its `Cargo.toml`, relative to the workspace root. */
  file: string;
  /** Itself and what its closure builds, in any order. Packages without a build script may be left out. */
  packages: readonly BuildPackage[];
  /** Checked for another platform than this one: then nothing is said about system libraries. */
  crossCompiled?: boolean;
}

/** A tool or a library that a build certainly needs. */
export interface Need {
  tool: BuildToolName;
  /** The name that pkg-config knows a system library by. */
  library?: string;
}

/** A need of a crate's build, with its origin. */
export interface RequiredTool extends Need {
  /** The package that needs it, with the way to it: its `chain`. */
  neededBy: readonly string[];
}

/** What the machine has, as far as it was asked. Plain data: `probeBuildTools` gathers it. */
export interface BuildEnvironment {
  platform: NodeJS.Platform;
  /** `ID` and `ID_LIKE` of os-release, in that order; empty elsewhere. */
  distributions: readonly string[];
  /** Names of the variables that a build script sees set, `[env]` of cargo's configuration included. */
  variables: ReadonlySet<string>;
  /** Tools that are there: a {@link BuildToolName}, or `system-library:<name>`. What was not asked for is not in it. */
  present: ReadonlySet<string>;
}

/** A tool that is needed and not there: one a tool and crate. */
export interface MissingTool {
  ruleId: `rust/${string}`;
  tool: BuildToolName;
  /** Names that pkg-config knows missing libraries by, sorted. */
  libraries: readonly string[];
  /** Ways from the crate to each package that needs it, sorted. */
  neededBy: readonly (readonly string[])[];
  message: string;
  /** How to get it on this system. */
  hint: string;
}
