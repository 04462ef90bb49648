import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { mountsOf, stagesOf } from '../../dockerfile/index.js';
import type { Finding, SpanEdit } from '../rule.js';
import type { Run } from '../scripts.js';
import { runsOf } from '../scripts.js';
import type { Command, ShellWord } from '../../shell/index.js';
import { insert } from './support.js';

/** What a rule adds to a finding on commands. */
export type Detail = Omit<Finding, 'of' | 'at'>;

/**
 * One finding for each RUN with a command that a rule objects to, at the first of them.
 *
 * @param detail gets all of them
 */
export function* findCommands(
  file: Dockerfile,
  objects: (command: Command, run: Run) => boolean,
  detail?: (commands: readonly Command[], run: Run) => Detail,
): Generator<Finding> {
  for (const run of runsOf(file)) {
    let found: Command[] | undefined;
    for (const command of run.commands) if (objects(command, run)) (found ??= []).push(command);
    const first = found?.[0];
    if (found && first) yield { of: run.instruction, at: run.spanOf(first), ...detail?.(found, run) };
  }
}

/**
 * One finding for each RUN with words that a rule objects to, such as packages without a version, at the first of them.
 */
export function* findWords(
  file: Dockerfile,
  wordsOf: (command: Command, run: Run) => readonly ShellWord[],
  detail?: (words: readonly ShellWord[], run: Run) => Detail,
): Generator<Finding> {
  for (const run of runsOf(file)) {
    let found: ShellWord[] | undefined;
    for (const command of run.commands) {
      const words = wordsOf(command, run);
      if (words.length > 0) (found ??= []).push(...words);
    }
    const first = found?.[0];
    if (found && first) yield { of: run.instruction, at: run.spanOf(first), ...detail?.(found, run) };
  }
}

/** Names for a message: `a`, `b` and 3 more. */
export function listWords(words: readonly ShellWord[]): string {
  const names = [...new Set(words.map(({ text }) => text))];
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}

/**
 * A fix that puts a flag behind one of the first words of commands (`apt-get install` → `apt-get install -y`).
 *
 * @param behind the words that it may stand behind; without them, behind the name
 */
export function addFlag(
  commands: readonly Command[],
  { instruction, spanOf }: Run,
  flag: string,
  behind: readonly string[] | undefined,
  applicability: 'safe' | 'unsafe' = 'safe',
): Pick<Finding, 'fix'> {
  if (instruction.exec) return {};
  const edits: SpanEdit[] = commands.flatMap((command) => {
    const word = behind ? command.args.find(({ text }) => behind.includes(text)) : command.word;
    return word ? [insert(spanOf(word).end, ` ${flag}`)] : [];
  });
  return edits.length === 0 ? {} : { fix: { description: `Add \`${flag}\``, applicability, edits } };
}

/** A fix that runs a command after the others of a RUN; safe where those are a plain `&&` list. */
export function appendCommand({ instruction, commands, script }: Run, command: string): Pick<Finding, 'fix'> {
  const { exec, heredocs, operands } = instruction;
  if (exec || heredocs.length > 0 || script.text.includes('\n') || /[#;&|\\]\s*$/.test(script.text)) return {};
  const isList = commands.every(({ before, depth }) => depth > 0 || before === '' || before === '&&');
  const at = operands.offsetOf(operands.text.length - 1) + 1;
  return {
    fix: {
      description: `Run \`${command}\` at the end`,
      applicability: isList ? 'safe' : 'unsafe',
      edits: [insert(at, ` && ${command}`)],
    },
  };
}

/** Whether a RUN has a cache or tmpfs mount whose target holds this path. */
export function hasMountAt(instruction: Instruction, path: string): boolean {
  return mountsOf(instruction).some(
    ({ type, fields }) => (type === 'cache' || type === 'tmpfs') && (fields['target'] ?? '').includes(path),
  );
}

/** Whether what an instruction leaves behind reaches an image: its stage is the last, or another builds on it. */
export function reachesImage(instruction: Instruction, file: Dockerfile): boolean {
  const { all, of } = stagesOf(file);
  const stage = of(instruction);
  if (!stage) return true;
  return stage === all.at(-1) || all.some(({ base }) => base === stage);
}

/** Whether a RUN runs the first kind of command, and none of the second after the first of the first. */
export function lacksAfter(
  run: Run,
  isFirst: (command: Command) => boolean,
  isAfter: (command: Command) => boolean,
): boolean {
  const first = run.commands.findIndex(isFirst);
  return first !== -1 && !(run.commands.findIndex(isAfter) > first);
}
