import path from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/index.js';
import { copyOf, findStage, lineOf, stagesOf } from '../../../dockerfile/index.js';
import { runOf } from '../../scripts.js';
import { scopesOf } from '../../scopes.js';
import type { Command } from '../../../shell/index.js';
import { hasFlag, hasSequence, operandsOf } from '../../../shell/index.js';
import { pathOf } from '../paths.js';
import { expandAt, isWithin, resolveAt } from './locations.js';

/** A virtual environment that a COPY takes from one stage to another. */
export interface CopiedEnvironment {
  instruction: Instruction;
  from: Stage;
  to: Stage;
  /** Absolute paths. */
  builtAt: string;
  copiedTo: string;
}

const known = new WeakMap<Dockerfile, readonly CopiedEnvironment[]>();

/** The virtual environments that a Dockerfile copies between stages. */
export function copiedEnvironments(file: Dockerfile): readonly CopiedEnvironment[] {
  let copied = known.get(file);
  if (!copied) known.set(file, (copied = [...findCopied(file)]));
  return copied;
}

function* findCopied(file: Dockerfile): Generator<CopiedEnvironment> {
  const { all } = stagesOf(file);
  for (const to of all) {
    for (const instruction of to.instructions.filter(({ keyword }) => keyword === 'COPY')) {
      const { sources, target, from: flag } = copyOf(instruction, file);
      const from = flag?.value === undefined ? undefined : findStage(all.slice(0, to.index), flag.value);
      if (!from || !target) continue;
      const built = environmentsIn(from, file);
      for (const source of sources) {
        const taken = path.posix.resolve('/', expandAt(pathOf(source), instruction, file));
        const inside = built.filter((folder) => isWithin(folder, taken));
        const named = /^(?:\.venv|venv|virtualenv)$/.test(path.posix.basename(taken)) ? [taken] : [];
        for (const builtAt of inside.length > 0 ? inside : named) {
          const base = resolveAt(pathOf(target), instruction, file);
          yield {
            instruction,
            from,
            to,
            builtAt,
            copiedTo: path.posix.join(base, path.posix.relative(taken, builtAt)),
          };
        }
      }
    }
  }
}

const builtIn = new WeakMap<Stage, readonly string[]>();

/** Absolute paths of the environments that a stage makes, itself or in what it builds on. */
function environmentsIn(stage: Stage, file: Dockerfile): readonly string[] {
  const before = builtIn.get(stage);
  if (before) return before;
  const runs = lineOf(stage).flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  const found = runs.flatMap((instruction) =>
    runOf(instruction, file.text).commands.flatMap((command) => {
      const folder = environmentOf(command, instruction, file);
      return folder === undefined ? [] : [resolveAt(folder, instruction, file)];
    }),
  );
  const folders = [...new Set(found)];
  builtIn.set(stage, folders);
  return folders;
}

/** The folder of the environment that a command makes, as it is written. */
function environmentOf(command: Command, instruction: Instruction, file: Dockerfile): string | undefined {
  const { name } = command;
  if (!/^(?:python[\d.]*|virtualenv|uv|poetry)$/.test(name)) return undefined;
  // A relocatable environment may be moved.
  if (hasFlag(command, 'relocatable')) return undefined;
  const operands = operandsOf(command, ['p', 'python', 'prompt']).map(({ text }) => text);
  const values = scopesOf(file).get(instruction)?.values;
  if (/^python[\d.]*$/.test(name) && hasSequence(command, '-m', 'venv'))
    return operands.findLast((text) => text !== 'venv');
  if (name === 'virtualenv') return operands.at(-1);
  if (name === 'uv' && operands[0] === 'venv') return operands[1] ?? '.venv';
  if (name === 'uv' && operands[0] === 'sync') return values?.get('UV_PROJECT_ENVIRONMENT') ?? '.venv';
  const inProject = /^(?:1|true)$/i.test(values?.get('POETRY_VIRTUALENVS_IN_PROJECT') ?? '');
  return name === 'poetry' && operands[0] === 'install' && inProject ? '.venv' : undefined;
}
