/** Something that kept rustfmt from formatting a file. */
export interface FormatError {
  /** `source`: the file is not valid Rust. `config`: a rustfmt.toml cannot be read, so that nothing was formatted. */
  kind: 'source' | 'config' | 'missing-tool' | 'other';
  message: string;
  /** As rustfmt names it. */
  file?: string;
  line?: number;
  /** In characters. */
  column?: number;
}

/** What a line of rustfmt's standard error begins, and what the part in brackets is. */
const FORMS: readonly {
  kind: FormatError['kind'];
  pattern: RegExp;
  read: (part: string) => Pick<FormatError, 'file' | 'message'>;
}[] = [
  {
    kind: 'config',
    pattern: /^The file `(.+)` failed to parse\.$/,
    read: (file) => ({ file, message: '' }),
  },
  {
    kind: 'missing-tool',
    pattern:
      /^error: (.*\brustfmt\b.*is not (?:installed|applicable).*|toolchain .* is not installed.*|.*does not have the binary.*)$/,
    read: (message) => ({ message }),
  },
  { kind: 'source', pattern: /^error(?:\[E\d+\])?: (.*)$/, read: (message) => ({ message }) },
  {
    kind: 'source',
    pattern: /^Error: file `(.+)` does not exist$/,
    read: (file) => ({ file, message: 'the file does not exist' }),
  },
  { kind: 'other', pattern: /^Error: (.*)$/, read: (message) => ({ message }) },
  { kind: 'other', pattern: /^(Invalid (?:value|to use) .*)$/, read: (message) => ({ message }) },
];

/**
 * Reads what `rustfmt` prints on its standard error: errors of the parser as rustc writes them, a broken rustfmt.toml, a
 * rustfmt that is not there. Its warnings are left out: they do not say which rustfmt.toml they are about.
 */
export function parseFormatErrors(stderr: string): FormatError[] {
  const errors: FormatError[] = [];
  for (const line of stderr.split(/\r?\n/)) {
    const last = errors.at(-1);
    const begun = readBeginning(line);
    if (begun) {
      // Follows another one and only says that a module could not be read.
      if (!/^aborting due to /.test(begun.message)) errors.push(begun);
      continue;
    }
    const place = /^\s*--> (.+):(\d+):(\d+)$/.exec(line);
    if (place && last && last.file === undefined) {
      Object.assign(last, { file: place[1], line: Number(place[2]), column: Number(place[3]) });
      if (last.kind === 'other') last.kind = 'source';
    }
    const details = /^Error details: (.*)$/.exec(line)?.[1] ?? /^(in `.*`)$/.exec(line)?.[1];
    if (details !== undefined && last?.kind === 'config') last.message = `${last.message} ${details}`.trim();
  }
  return errors;
}

function readBeginning(line: string): FormatError | undefined {
  for (const { kind, pattern, read } of FORMS) {
    const part = pattern.exec(line)?.[1];
    if (part !== undefined) return { kind, ...read(part) };
  }
  return undefined;
}
