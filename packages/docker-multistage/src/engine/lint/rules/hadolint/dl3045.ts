import { copyOf, lineOf, stagesOf } from '../../../dockerfile/index.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { isAbsolute, pathOf } from '../paths.js';
import { stagesByVariable } from '../stages-by-variable.js';
import { instructionsOf } from '../support.js';

export const dl3045: Rule = {
  id: 'DL3045',
  source: 'hadolint',
  summary: 'COPY has a relative destination, and no WORKDIR stands above it.',
  reason: 'Where it leads depends on the base image.',
  severity: 'warning',
  keywords: ['COPY'],
  bad: 'FROM scratch\nCOPY foo bar\n',
  good: 'FROM scratch\nCOPY foo /bar\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'COPY')) {
      const { target } = copyOf(instruction, file);
      if (!target || isAbsolute(pathOf(target)) || workdirAbove(instruction, file)) continue;
      yield { of: instruction, at: target, message: `\`${target.text}\` is relative, and no WORKDIR is set.` };
    }
  },
};

function workdirAbove(of: Instruction, file: Dockerfile): boolean {
  const { all, globals, ...stages } = stagesOf(file);
  const stage = stages.of(of);
  return stage ? hasWorkdir(stage, of.start, all) : globals.some((one) => isWorkdir(one, of.start));
}

const isWorkdir = ({ keyword, start }: Instruction, before: number): boolean => keyword === 'WORKDIR' && start < before;

/** Where a variable chooses the stage below, each of those that it can choose has to set it. */
function hasWorkdir(stage: Stage, before: number, all: readonly Stage[]): boolean {
  const line = lineOf(stage);
  if (line.some(({ instructions }) => instructions.some((one) => isWorkdir(one, before)))) return true;
  const lowest = line.at(-1)!;
  const chosen = stagesByVariable(all.slice(0, lowest.index), lowest.from.image.text);
  return chosen.length > 0 && chosen.every((one) => hasWorkdir(one, before, all));
}
