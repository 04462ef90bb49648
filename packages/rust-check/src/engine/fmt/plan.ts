/** A crate to format-check. Paths are relative to the Nx workspace root with forward slashes. */
export interface FormatCrate {
  root: string;
  /** Folders of the projects inside it, whose files are not its own. */
  nestedRoots: readonly string[];
  /** `2015`, `2018`, `2021`, `2024`; what `Cargo.toml` says, `2015` when it says nothing. */
  edition: string;
  /** The root source files of its targets and its build script; rustfmt follows `mod` from there. */
  files: readonly string[];
  /** The folder of its Cargo workspace: rustup chooses the toolchain from there. */
  cargoRoot: string;
}

/** One run of rustfmt. */
export interface FormatCall {
  /** Relative to the workspace root. */
  cwd: string;
  /** Everything after the program's name; files are absolute. */
  args: string[];
  crates: FormatCrate[];
}

/** Puts crates with one edition and one Cargo workspace into few calls, none with a command line too long for Windows. */
export function planFormatCalls(crates: readonly FormatCrate[], workspaceRoot: string): FormatCall[] {
  void crates;
  void workspaceRoot;
  return [];
}
