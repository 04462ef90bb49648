import type { From } from './operands.js';
import { fromOf } from './operands.js';
import type { Dockerfile, Instruction } from './types.js';

/** A build stage: a FROM and what follows it. */
export interface Stage {
  index: number;
  /** Lower case, as the builder compares names; `undefined` when it has none. */
  name: string | undefined;
  from: From;
  instruction: Instruction;
  /** Without the FROM. */
  instructions: readonly Instruction[];
  /** The earlier stage that it builds on. */
  base: Stage | undefined;
}

/** The stages of a file, and the instructions before the first. */
export interface Stages {
  all: readonly Stage[];
  globals: readonly Instruction[];
  /** The stage that an instruction stands in; the FROM itself stands in none. */
  of(instruction: Instruction): Stage | undefined;
}

const known = new WeakMap<readonly Instruction[], Stages>();

/** The stages of a file. A FROM that names no image begins none. */
export function stagesOf(file: Pick<Dockerfile, 'escape' | 'instructions'>): Stages {
  let stages = known.get(file.instructions);
  if (!stages) known.set(file.instructions, (stages = readStages(file)));
  return stages;
}

function readStages(file: Pick<Dockerfile, 'escape' | 'instructions'>): Stages {
  const all: Stage[] = [];
  const globals: Instruction[] = [];
  let current = globals;
  for (const instruction of file.instructions) {
    const from = instruction.keyword === 'FROM' ? fromOf(instruction, file) : undefined;
    if (!from) {
      current.push(instruction);
      continue;
    }
    const base = findStage(all, from.image.text);
    current = [];
    const name = from.alias?.text.toLowerCase();
    all.push({ index: all.length, name, from, instruction, instructions: current, base });
  }
  const owners = new Map(
    all.flatMap((stage) => stage.instructions.map((instruction) => [instruction, stage] as const)),
  );
  return { all, globals, of: (instruction) => owners.get(instruction) };
}

/** The last stage of that name, which may also be a number. */
export function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  const wanted = name.toLowerCase();
  const named = stages.filter((stage) => stage.name === wanted).at(-1);
  return named ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
}

/** A stage and those that it builds on, itself first. */
export function lineOf(stage: Stage): Stage[] {
  const line: Stage[] = [];
  for (let at: Stage | undefined = stage; at; at = at.base) line.push(at);
  return line;
}
