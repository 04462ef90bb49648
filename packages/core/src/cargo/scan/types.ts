/**
 * How a Rust source names another file. `include`: `include_str!`, `include_bytes!`, `include!` and macros of well-known
 * crates. `path`: `#[path = "…"] mod x;`. Of build scripts, `proto`: a `.proto` file, or a folder that they are looked
 * for in; `rerun-if-changed`: what the script tells cargo to watch; `build`: another path that leaves the crate.
 */
export type RustReferenceKind = 'include' | 'path' | 'proto' | 'rerun-if-changed' | 'build';

/** A file or folder that a Rust source names. */
export interface RustReference {
  kind: RustReferenceKind;
  /** Relative to the workspace root with forward slashes; it can lie outside (`../x`), or be a glob. */
  path: string;
  /** The source that names it, relative to the workspace root. */
  file: string;
  /** 1-based line there. */
  line: number;
  /** A guess: it counts only when there is such a file or folder. */
  guess?: true;
}

/** What the sources of a crate name, fit for the inputs of a task. */
export interface CrateReferences {
  /**
   * Paths inside the crate's folder, relative to the workspace root, sorted, each once. A folder is given as a glob of
   * all that is in it, of its `.proto` files when it is one to look for those in.
   */
  inside: string[];
  /** The same outside the crate's folder, but inside the workspace. */
  outside: string[];
  /** Every place that names one, guesses that came to nothing left out. */
  references: RustReference[];
}
