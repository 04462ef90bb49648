import type { LogicalText } from './logical-text.js';
import type { Memory } from './memory.js';
import type { Span } from './span.js';

/** A word of an instruction. */
export interface Word extends Span {
  /** As written, quotes and escapes included. */
  raw: string;
  /** Without quotes and escapes; variables are not replaced. */
  text: string;
}

/** `--name=value` before the operands of an instruction. */
export interface Flag extends Span {
  name: string;
  /** Without quotes; `undefined` when there is no `=`. */
  value: string | undefined;
}

export interface Heredoc {
  name: string;
  /** The lines between marker and terminator. */
  body: Span;
  /** Whether variables in the body are replaced: its name is not quoted. */
  expands: boolean;
  terminated: boolean;
}

/** A line that is a comment. */
export interface Comment extends Span {
  /** 1-based. */
  line: number;
  /** What follows the `#`, trimmed. */
  text: string;
}

/** `# name=value` at the top of the file. */
export interface Directive extends Span {
  name: 'syntax' | 'escape' | 'check';
  value: string;
  line: number;
}

/** One instruction with its continuation lines and heredocs. */
export interface Instruction extends Span {
  /** Upper case: `RUN`. */
  keyword: string;
  /** The keyword as written. */
  written: string;
  keywordSpan: Span;
  /** First and last line, 1-based, heredocs included. */
  line: number;
  endLine: number;
  /** The last line of the instruction itself, without its heredocs. */
  bodyEndLine: number;
  /** Comments since the last instruction; an empty one takes those before it away, as BuildKit has it. */
  comments: readonly Comment[];
  flags: readonly Flag[];
  /** What follows keyword and flags, on one line. */
  operands: LogicalText;
  /** The strings of the JSON form. */
  exec: readonly Word[] | undefined;
  /** The JSON form holds something that is no string. */
  execInvalid: boolean;
  heredocs: readonly Heredoc[];
  /** The first blank line within the instruction, 1-based. */
  blankLine: number | undefined;
  /** What ONBUILD holds. */
  trigger: Instruction | undefined;
  /** Kept for `remember`. */
  memory: Memory;
}

/** Something that the builder would refuse. */
export interface SyntaxProblem {
  message: string;
  hint?: string;
  at: Span;
}

/** A Dockerfile as it is written. */
export interface Dockerfile {
  text: string;
  /** The escape character: a backslash or a backtick. */
  escape: string;
  directives: readonly Directive[];
  comments: readonly Comment[];
  instructions: readonly Instruction[];
  problems: readonly SyntaxProblem[];
}
