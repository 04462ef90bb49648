/** Something that cargo itself says on its standard error. */
export type CargoNotice =
  /** A line that a build script printed with `cargo::warning=` or `cargo::error=`. */
  | { kind: 'build-script-message'; package: string; version: string; level: 'warning' | 'error'; message: string }
  /** A build script that ended with an error. */
  | { kind: 'build-script-failed'; package: string; version: string; cause: string; stdout: string; stderr: string }
  /** A package that did not compile: its findings came as messages, or rustc died. */
  | { kind: 'not-compiled'; package: string; target: string; cause: string }
  /** A remark on a manifest. `file` is absolute. */
  | { kind: 'manifest'; file: string; level: 'warning' | 'error'; message: string }
  /** Anything else; `causes` are the lines below `Caused by:`. */
  | { kind: 'other'; level: 'warning' | 'error'; message: string; causes: string[] };

/**
 * Reads what cargo printed on its standard error (uncoloured, `CARGO_TERM_COLOR=never`); lines of progress are left out.
 */
export function parseCargoNotices(stderr: string): CargoNotice[] {
  void stderr;
  return [];
}
