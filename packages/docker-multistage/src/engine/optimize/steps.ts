import type { Dockerfile, Instruction, Span } from '../dockerfile/index.js';
import type { SpanEdit } from '../lint/rule.js';
import type { Run } from '../lint/scripts.js';
import { runOf } from '../lint/scripts.js';
import type { Command, ShellWord } from '../shell/index.js';

/** One command of a RUN that is a plain `a && b && c`. */
export interface Step {
  command: Command;
  /** In the file, with the assignments before the command. */
  span: Span;
}

/** A RUN that can be taken apart. */
export interface Steps {
  run: Run;
  instruction: Instruction;
  steps: readonly Step[];
}

const BETWEEN = /^\s*&&\s*((?:[A-Za-z_]\w*=\S*\s+)*)$/;
const BEFORE = /^\s*((?:[A-Za-z_]\w*=\S*\s+)*)$/;
/** Words that may stand in the place of a command's name and are none, or change what comes after. */
const NOT_PLAIN = /^(?:cd|export|set|source|\.|exec|trap|ulimit|umask|alias|unset|\[|\[\[|test|:)$/;

/**
 * Reads a RUN as a list of commands joined by `&&`.
 *
 * @returns `undefined` for everything else: the JSON form, heredocs, pipes, redirections, substitutions, groups,
 *   conditions and commands that change the shell itself
 */
export function stepsOf(instruction: Instruction, file: Dockerfile): Steps | undefined {
  if (instruction.keyword !== 'RUN' || instruction.exec || instruction.heredocs.length > 0) return undefined;
  const run = runOf(instruction, file.text);
  const { text } = run.script;
  const steps: Step[] = [];
  let at = 0;
  for (const command of run.commands) {
    if (command.depth > 0 || NOT_PLAIN.test(command.name) || command.redirects.length > 0) return undefined;
    const [between, assigned] = (at === 0 ? BEFORE : BETWEEN).exec(text.slice(at, command.start)) ?? [];
    if (between === undefined) return undefined;
    steps.push({ command, span: run.spanOf({ start: command.start - assigned!.length, end: command.end }) });
    at = command.end;
  }
  return steps.length > 0 && text.slice(at).trim() === '' ? { run, instruction, steps } : undefined;
}

/** Whether a comment stands in a range, which an edit of the range would take away. */
export function hasComment({ comments }: Dockerfile, { start, end }: Span): boolean {
  return comments.some((comment) => comment.start >= start && comment.end <= end);
}

/**
 * Takes steps out of a RUN, with the `&&` that join them to the others.
 *
 * @returns `undefined` where a comment would go with them, or nothing would be left
 */
export function removeSteps({ steps }: Steps, gone: ReadonlySet<Step>, file: Dockerfile): SpanEdit[] | undefined {
  if (steps.every((step) => gone.has(step))) return undefined;
  const firstKept = steps.findIndex((step) => !gone.has(step));
  const edits = steps.flatMap((step, index): SpanEdit[] => {
    if (!gone.has(step)) return [];
    const span =
      index < firstKept
        ? { start: step.span.start, end: steps[index + 1]!.span.start }
        : { start: steps[index - 1]!.span.end, end: step.span.end };
    return [{ span, newText: '' }];
  });
  return edits.some(({ span }) => hasComment(file, span)) ? undefined : edits;
}

/** Takes words out of a command, each with the space before it; `undefined` where a comment would go with them. */
export function removeWords(
  command: Command,
  words: readonly ShellWord[],
  run: Run,
  file: Dockerfile,
): SpanEdit[] | undefined {
  const all = [command.word, ...command.args];
  const edits = words.map((word): SpanEdit => {
    const before = all[all.indexOf(word) - 1]!;
    return { span: { start: run.spanOf(before).end, end: run.spanOf(word).end }, newText: '' };
  });
  return edits.some(({ span }) => hasComment(file, span)) ? undefined : edits;
}
