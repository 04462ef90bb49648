// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Checks one crate with cargo check, clippy and rustfmt and writes a SARIF report.
 */
export interface CheckOptions {
  /**
   * What is run: `check` (the compiler), `clippy` (which checks too, so the two never compile twice), `fmt`, `deny` and `audit` (cargo-deny and cargo-audit, where they are installed).
   */
  steps?: ('check' | 'clippy' | 'fmt' | 'deny' | 'audit')[];
  /**
   * Features of the crate that are switched on, besides its default ones.
   */
  features?: string[];
  /**
   * Switches on every feature of the crate.
   */
  allFeatures?: boolean;
  /**
   * Leaves the crate's default features off.
   */
  noDefaultFeatures?: boolean;
  /**
   * The platform to check for, such as `aarch64-unknown-linux-gnu`.
   */
  targetTriple?: string;
  /**
   * The toolchain to use, as in `cargo +nightly`; wins over rust-toolchain.toml.
   */
  toolchain?: string;
  /**
   * The cargo profile. Default: cargo's own, `dev`.
   */
  profile?: string;
  /**
   * Turns warnings of the compiler and of clippy into errors of the report.
   */
  denyWarnings?: boolean;
  /**
   * Fails when Cargo.lock is missing or would change.
   */
  locked?: boolean;
  /**
   * Never reaches for the network.
   */
  offline?: boolean;
  /**
   * Further arguments of cargo check or cargo clippy. Crates with different arguments are checked by different cargo calls.
   */
  args?: string[];
  /**
   * What becomes of a crate whose build needs a tool that is not installed (protoc, libclang, cmake, a pkg-config library): `fail` reports an error, `skip` a warning; either way it is not given to cargo, and the other crates are checked.
   */
  onMissingProtoc?: 'fail' | 'skip';
  /**
   * The lowest level of finding that fails the task.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced.
   */
  reportPath?: string;
  /**
   * Set by the graph plugin: the crate's part of Cargo.lock, relative to the workspace root.
   */
  lockSlice?: string;
  /**
   * Set by the graph plugin for crates whose build may run protoc, cmake, nasm, perl or pkg-config: where this machine has each (`variable`, `PATH`, `not found`), so that a check that was skipped for want of one is another task to Nx than one that was not.
   */
  buildTools?: {
    [k: string]: string;
  };
  /**
   * Set by the graph plugin: the version of this package and the compiler that rules the crate, so that another one is another task to Nx.
   */
  rustc?: string;
}
