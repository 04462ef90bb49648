/** One place of one file that rustfmt would change. */
export interface FormatHunk {
  /** As rustfmt names it: absolute. */
  file: string;
}

/** Reads what `rustfmt --check` prints. */
export function parseFormatDiff(stdout: string): FormatHunk[] {
  void stdout;
  return [];
}
