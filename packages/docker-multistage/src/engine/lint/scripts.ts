import type { Dockerfile, Instruction, LogicalText, Span } from '../dockerfile/index.js';
import { LogicalTextBuilder, plainText, remember } from '../dockerfile/index.js';
import type { Command, Script } from '../shell/index.js';
import { parseShell } from '../shell/index.js';

/** A RUN and the commands in it. */
export interface Run {
  instruction: Instruction;
  script: Script;
  commands: readonly Command[];
  /** The place in the file of a part of the script. */
  spanOf(part: { start: number; end: number }): Span;
}

const knownLists = new WeakMap<readonly Instruction[], readonly Run[]>();

/** The RUN instructions of a file with their commands, in order. */
export function runsOf({ instructions, text }: Pick<Dockerfile, 'instructions' | 'text'>): readonly Run[] {
  let runs = knownLists.get(instructions);
  if (!runs) {
    runs = instructions.filter(({ keyword }) => keyword === 'RUN').map((instruction) => runOf(instruction, text));
    knownLists.set(instructions, runs);
  }
  return runs;
}

/** The commands of one RUN. */
export const runOf = remember('run', (instruction: Instruction, fileText: string): Run => {
  const source = scriptText(instruction, fileText);
  const script = parseShell(source.text);
  return { instruction, script, commands: script.commands, spanOf: ({ start, end }) => source.spanOf(start, end) };
});

const SHELLS = /^(?:\/\S*\/)?(?:ba|da|k|z|a)?sh(?:\s+-\S+)*$/;

/** What a shell gets to read: the operands, the JSON form joined, or the heredoc where it is the script. */
function scriptText({ operands, exec, heredocs }: Instruction, fileText: string): LogicalText {
  if (exec) return joinWords(exec);
  const heredoc = heredocs[0];
  if (!heredoc) return operands;
  const around = operands.text.replace(/\d*<<-?\s*\S+/, '').trim();
  if (around !== '' && !SHELLS.test(around)) return operands;
  const body = fileText.slice(heredoc.body.start, heredoc.body.end);
  const foreign = /^#!(?!\s*\/\S*?(?:env\s+)?(?:ba|da|k|z|a)?sh\b)/.test(body);
  return foreign ? operands.slice(0, 0) : plainText(body, heredoc.body.start);
}

function joinWords(words: NonNullable<Instruction['exec']>): LogicalText {
  const builder = new LogicalTextBuilder();
  for (const { text, start, end } of words) {
    builder.add(text, start + 1);
    builder.add(' ', end - 1);
  }
  return builder.build();
}
