/** What is known of an error besides its message. */
export interface HoneErrorDetails {
  /** What to do about it, one sentence. */
  hint?: string;
  /** The file at fault, relative to the workspace root with forward slashes where it lies inside. */
  file?: string;
  /** 1-based line in that file. */
  line?: number;
  /** A stable name for code that has to tell errors apart: `edit/out-of-range`. */
  code?: string;
  /** The error that led to this one. */
  cause?: unknown;
}

/** The one error that Hone throws on purpose: it says what is wrong, where, and what to do. */
export class HoneError extends Error {
  override readonly name = 'HoneError';
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly code: string | undefined;

  constructor(message: string, details: HoneErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.hint = details.hint;
    this.file = details.file;
    this.line = details.line;
    this.code = details.code;
  }
}

/**
 * An error as text for a person, without a stack. Takes anything that can be thrown.
 *
 * @returns one to three lines without a line end: `error: …`, `  --> file:line`, `  hint: …`
 */
export function renderError(error: unknown): string {
  const lines = [`error: ${errorMessage(error)}`];
  if (error instanceof HoneError) {
    if (error.file !== undefined) lines.push(`  --> ${error.file}${error.line === undefined ? '' : `:${error.line}`}`);
    if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  }
  return lines.join('\n');
}

/** The message of anything that can be thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
