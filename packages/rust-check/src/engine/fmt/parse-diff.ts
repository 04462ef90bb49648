/** One place of one file that rustfmt would change, with up to three lines around it that stay. */
export interface FormatHunk {
  /** As rustfmt names it: absolute. */
  file: string;
  /** 1-based line of the first of `lines` in the file as it is. */
  line: number;
  /**
   * Lines without line ends, in order: those that stay, those that go, those that come. As with `text.split('\n')`, a text
   * that ends with a line end has an empty last line, so that the end of a file is a line like others.
   */
  lines: { kind: 'stay' | 'go' | 'come'; text: string }[];
}

/** What `rustfmt --check` found. */
export interface FormatDiff {
  hunks: FormatHunk[];
  /** Files in which nothing but the line ends differs, as rustfmt names them. */
  newlineFiles: string[];
}

const KINDS: Readonly<Record<string, FormatHunk['lines'][number]['kind']>> = { ' ': 'stay', '-': 'go', '+': 'come' };

/**
 * Reads what `rustfmt --check --color never` prints, the one complete account of its changes that a stable rustfmt
 * gives (`--emit json` and `checkstyle` are for nightly only). Every line of code has a sign before it, so that no code
 * can be taken for a heading. A file that several roots share is told once.
 */
export function parseFormatDiff(stdout: string): FormatDiff {
  const hunks = new Map<string, FormatHunk>();
  const newlineFiles = new Set<string>();
  let open: FormatHunk | undefined;
  const close = (): void => {
    if (open) hunks.set(JSON.stringify(open), open);
    open = undefined;
  };
  for (const line of stdout.split('\n')) {
    const kind = KINDS[line.charAt(0)];
    if (open && kind) {
      open.lines.push({ kind, text: withoutReturn(line.slice(1)) });
      continue;
    }
    close();
    // `at line 3` up to Rust 1.72.
    const heading = /^Diff in (.+?)(?::| at line )(\d+):\r?$/.exec(line);
    if (heading) open = { file: heading[1]!, line: Number(heading[2]), lines: [] };
    const newline = /^Incorrect newline style in (.+?)\r?$/.exec(line)?.[1];
    if (newline !== undefined) newlineFiles.add(newline);
  }
  close();
  return { hunks: [...hunks.values()], newlineFiles: [...newlineFiles] };
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
