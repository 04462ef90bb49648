/** A word of a command. */
export interface ShellWord {
  /** Without quotes and escapes; a variable as `${name}`, a command in its place as `${…}`. */
  text: string;
  raw: string;
  /** Offsets in the script. */
  start: number;
  end: number;
}

/** `name=value` before a command, or alone. */
export interface Assignment {
  name: string;
  value: string;
}

/** `> file`, `2>&1`, `<<EOF`. */
export interface Redirect {
  operator: string;
  target: ShellWord | undefined;
}

/** One simple command of a script. */
export interface Command {
  /** Its first word: `apt-get`. */
  name: string;
  /** The word of the name. */
  word: ShellWord;
  args: readonly ShellWord[];
  assignments: readonly Assignment[];
  redirects: readonly Redirect[];
  /** What stands before it: empty for the first. */
  before: '' | '&&' | '||' | ';' | '&' | '|' | '\n' | '(';
  /** Depth of `$(…)` and backticks. */
  depth: number;
  start: number;
  end: number;
}

/** What a shell would run. */
export interface Script {
  text: string;
  /** In the order of the text; a command within another's words comes after it. */
  commands: readonly Command[];
  hasPipe: boolean;
}
