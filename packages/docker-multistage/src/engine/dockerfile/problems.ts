import { nearest } from './nearest.js';
import { fromOf, pairsOf, wordsOf } from './operands.js';
import type { Dockerfile, Instruction, SyntaxProblem } from './types.js';

/** The instructions that there are, and the flags of each (BuildKit, frontend/dockerfile/instructions/parse.go). */
const FLAGS: Record<string, readonly string[]> = {
  ADD: ['chown', 'chmod', 'link', 'keep-git-dir', 'checksum', 'unpack', 'exclude'],
  ARG: [],
  CMD: [],
  COPY: ['chown', 'from', 'chmod', 'link', 'exclude', 'parents'],
  ENTRYPOINT: [],
  ENV: [],
  EXPOSE: [],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  LABEL: [],
  MAINTAINER: [],
  ONBUILD: [],
  RUN: ['mount', 'network', 'security', 'device'],
  SHELL: [],
  STOPSIGNAL: [],
  USER: [],
  VOLUME: [],
  WORKDIR: [],
};

const keywords = Object.keys(FLAGS);

/** What a builder would refuse, in the order of the file. */
export function findProblems(file: Dockerfile): SyntaxProblem[] {
  const { instructions, text } = file;
  if (instructions.length === 0) {
    const at = { start: 0, end: Math.min(text.length, 1) };
    return [{ message: 'The file has no instruction.', hint: 'Begin with FROM and the name of an image.', at }];
  }
  return [...orderProblems(instructions), ...instructions.flatMap((instruction) => problemsOf(instruction, file))].sort(
    (a, b) => a.at.start - b.at.start,
  );
}

function orderProblems(instructions: readonly Instruction[]): SyntaxProblem[] {
  const first = instructions.find(({ keyword }) => keyword !== 'ARG');
  if (first?.keyword === 'FROM') return [];
  const at = (first ?? instructions[0]!).keywordSpan;
  const message = first ? `${first.keyword} stands before the first FROM.` : 'The file has no FROM.';
  return [{ message, hint: 'Only ARG and comments may come before the first FROM.', at }];
}

function problemsOf(instruction: Instruction, file: Dockerfile): SyntaxProblem[] {
  const { keyword, written, keywordSpan, flags, heredocs, trigger, execInvalid } = instruction;
  const known = FLAGS[keyword];
  if (!known) {
    const guess = nearest(keyword, keywords);
    const hint = guess === undefined ? `The instructions are ${keywords.join(', ')}.` : `Did you mean ${guess}?`;
    return [{ message: `Unknown instruction: ${written}`, hint, at: keywordSpan }];
  }
  const found: SyntaxProblem[] = [];
  const say = (message: string, hint?: string, at = keywordSpan) =>
    found.push({ message, at, ...(hint === undefined ? {} : { hint }) });
  for (const flag of flags) {
    if (known.includes(flag.name)) continue;
    const allowed = known.map((name) => `--${name}`).join(', ');
    say(`${keyword} has no flag --${flag.name}.`, allowed === '' ? undefined : `It has ${allowed}.`, flag);
  }
  if (execInvalid)
    say(`The list of ${keyword} holds something that is no string.`, 'Put every element in double quotes.');
  const open = heredocs.find(({ terminated }) => !terminated);
  if (open) say(`The heredoc ${open.name} is never closed.`, `End it with a line that holds ${open.name} alone.`);
  const message = operandProblem(instruction, file);
  if (message !== undefined) say(message);
  return trigger ? [...found, ...problemsOf(trigger, file)] : found;
}

/** What is wrong with the number and form of the operands. */
function operandProblem(instruction: Instruction, file: Dockerfile): string | undefined {
  const { keyword, operands, exec, heredocs } = instruction;
  const empty = operands.text === '';
  switch (keyword) {
    case 'FROM':
      return fromProblem(instruction, file);
    case 'COPY':
    case 'ADD': {
      const count = wordsOf(instruction, file).length;
      if (count === 0) return `${keyword} needs at least one source and a destination.`;
      return count === 1 ? `${keyword} has a source and no destination.` : undefined;
    }
    case 'ENV':
    case 'LABEL':
      return pairProblem(instruction, file);
    case 'RUN':
      return empty && heredocs.length === 0 ? 'RUN has no command.' : undefined;
    case 'CMD':
    case 'ENTRYPOINT':
      return undefined;
    case 'SHELL':
      return exec && exec.length > 0 ? undefined : 'SHELL needs its operands in JSON form.';
    case 'HEALTHCHECK':
      return healthcheckProblem(instruction);
    default:
      return empty ? `${keyword} needs at least one operand.` : undefined;
  }
}

function fromProblem(instruction: Instruction, file: Dockerfile): string | undefined {
  const words = wordsOf(instruction, file);
  if (words.length === 0) return 'FROM names no image.';
  if (words.length === 1) return undefined;
  const alias = fromOf(instruction, file)?.alias;
  if (words.length !== 3 || !alias) return 'FROM takes an image, and `AS` with a name.';
  const valid = /^[a-z][a-z0-9-_.]*$/.test(alias.text.toLowerCase());
  return valid
    ? undefined
    : `\`${alias.text}\` is no name for a stage: it begins with a letter, then letters, digits, - _ .`;
}

function pairProblem(instruction: Instruction, file: Dockerfile): string | undefined {
  const { keyword, operands } = instruction;
  if (operands.text === '') return `${keyword} needs at least one operand.`;
  const pairs = pairsOf(instruction, file);
  if (pairs.length === 0) return `${keyword} needs a name and a value.`;
  if (pairs.some(({ key }) => key === '')) return `A name in ${keyword} is empty.`;
  const bare = pairs.find(({ value }) => value === undefined);
  return bare ? `\`${bare.key}\` has no value: write name=value.` : undefined;
}

function healthcheckProblem({ operands }: Instruction): string | undefined {
  const [, kind = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(operands.text) ?? [];
  if (kind === '') return 'HEALTHCHECK needs CMD and a command, or NONE.';
  if (kind.toUpperCase() === 'NONE') return rest === '' ? undefined : 'HEALTHCHECK NONE takes no operands.';
  if (kind.toUpperCase() !== 'CMD') return `HEALTHCHECK knows CMD and NONE, not ${kind}.`;
  return rest === '' ? 'HEALTHCHECK CMD has no command.' : undefined;
}
