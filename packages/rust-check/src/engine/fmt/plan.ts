import { join, relative, sep } from 'node:path';

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
  /** Everything after the program's name. */
  args: string[];
  crates: FormatCrate[];
}

/** Windows takes 32,767 characters; the program, its own arguments and quotes need some of them. */
const MAX_ARGUMENTS = 24_000;

/** So many root files at least before a second process pays: it costs about as much as formatting ten small files. */
const MIN_FILES = 24;

/**
 * Puts crates with one edition and one Cargo workspace into one call, or into several when the command line would be too
 * long or there are enough files for processes side by side. A crate is never split.
 *
 * @param workspaceRoot absolute path
 * @param width how many calls can run at once
 */
export function planFormatCalls(crates: readonly FormatCrate[], workspaceRoot: string, width = 1): FormatCall[] {
  const groups = new Map<string, FormatCrate[]>();
  for (const crate of crates) {
    if (crate.files.length === 0) continue;
    const key = JSON.stringify([crate.cargoRoot, crate.edition]);
    groups.set(key, [...(groups.get(key) ?? []), crate]);
  }
  return [...groups.values()].flatMap((group) => splitGroup(group, workspaceRoot, width));
}

function splitGroup(group: readonly FormatCrate[], workspaceRoot: string, width: number): FormatCall[] {
  const total = group.reduce((sum, { files }) => sum + files.length, 0);
  const share = Math.max(MIN_FILES, Math.ceil(total / width));
  const calls: FormatCrate[][] = [];
  let files = 0;
  let length = 0;
  for (const crate of group) {
    const size = fileArguments(crate, workspaceRoot).reduce((sum, name) => sum + name.length + 3, 0);
    if (calls.length === 0 || files + crate.files.length > share || length + size > MAX_ARGUMENTS) {
      calls.push([]);
      files = 0;
      length = 0;
    }
    calls.at(-1)!.push(crate);
    files += crate.files.length;
    length += size;
  }
  return calls.map((members) => toCall(members, workspaceRoot));
}

function toCall(crates: FormatCrate[], workspaceRoot: string): FormatCall {
  const { cargoRoot, edition } = crates[0]!;
  const files = crates.flatMap((crate) => fileArguments(crate, workspaceRoot));
  return {
    cwd: cargoRoot,
    // A terminal's TERM is enough for rustfmt to write colours into a pipe.
    args: ['--check', '--color', 'never', '--edition', edition, ...new Set(files)],
    crates,
  };
}

/** Relative to the folder that rustfmt runs in: shorter than absolute, and no file is taken for an option. */
function fileArguments({ files, cargoRoot }: FormatCrate, workspaceRoot: string): string[] {
  const cwd = join(workspaceRoot, cargoRoot);
  return files.map((file) => {
    const name = relative(cwd, join(workspaceRoot, file));
    return name.startsWith('-') ? `.${sep}${name}` : name;
  });
}
