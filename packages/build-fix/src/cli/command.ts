/** What surrounds a command; a test gives its own. */
export interface CliContext {
  /** Absolute path of the folder in which it was started. */
  cwd: string;
  /** Standard input. */
  input: AsyncIterable<Uint8Array>;
  /** Writes to standard output; a line end is added. */
  print(text: string): void;
  /** Writes to standard error; a line end is added. */
  warn(text: string): void;
  /** Characters of a line of the terminal. */
  width: number;
}

/** One command of `build-fix`. */
export interface Command {
  /** How it is called, behind `build-fix`, and what its options do; shown by `--help`. */
  usage: string;
  /**
   * @param args what follows the command's name
   * @returns the exit code
   * @throws HoneError for arguments and files that are wrong
   */
  run(args: readonly string[], context: CliContext): Promise<number>;
}

/** A command in the table: it is loaded when it is called. */
export interface CommandEntry {
  name: string;
  /** One sentence. */
  summary: string;
  load(): Promise<Command>;
}
