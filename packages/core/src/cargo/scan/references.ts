import type { CargoCrate } from '../types.js';

/** How a source names another file. */
export type RustReferenceKind =
  /** `include_str!`, `include_bytes!`, `include!`, and the like. */
  | 'include'
  /** `#[path = "…"] mod x;` */
  | 'path'
  /** A `.proto` file, or a folder that they are looked for in, of a build script. */
  | 'proto'
  /** `cargo:rerun-if-changed=` of a build script. */
  | 'rerun-if-changed';

/** A file or folder that a Rust source names. */
export interface RustReference {
  kind: RustReferenceKind;
  /** Relative to the workspace root with forward slashes; it can lie outside of it (`../x`). */
  path: string;
  /** The source that names it, relative to the workspace root. */
  file: string;
  /** 1-based line there. */
  line: number;
}

/** What the sources of a crate name, sorted, each path once. */
export interface CrateReferences {
  /** Paths inside the crate's folder. */
  inside: string[];
  /** Paths outside the crate's folder, but in the workspace. */
  outside: string[];
  /** Every place that names one. */
  references: RustReference[];
}

/**
 * The files that a Rust source names in macros and attributes.
 *
 * @param text the source
 * @param file its path relative to the workspace root
 * @param crateRoot the folder that `CARGO_MANIFEST_DIR` stands for, relative to the workspace root
 */
export function scanRustReferences(text: string, file: string, crateRoot: string): RustReference[] {
  throw new Error(`not there yet: ${file} ${crateRoot} ${text.length}`);
}

/** Like {@link scanRustReferences} for a build script, whose paths are relative to the crate's folder. */
export function scanBuildScript(text: string, file: string, crateRoot: string): RustReference[] {
  throw new Error(`not there yet: ${file} ${crateRoot} ${text.length}`);
}

/**
 * What a crate reads besides its sources and from outside its folder, by its sources.
 *
 * @param workspaceRoot absolute path
 * @param files the crate's `.rs` files, relative to the workspace root
 */
export function readCrateReferences(
  workspaceRoot: string,
  crate: Pick<CargoCrate, 'root' | 'package'>,
  files: readonly string[],
): CrateReferences {
  throw new Error(`not there yet: ${workspaceRoot} ${crate.root} ${files.length}`);
}
