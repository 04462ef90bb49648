import { copyOf, lineOf, stagesOf } from '../../../dockerfile/index.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { isAbsolute, pathOf } from '../paths.js';
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
  const { globals, ...stages } = stagesOf(file);
  const stage = stages.of(of);
  const around = stage ? lineOf(stage).flatMap(({ instructions }) => instructions) : globals;
  return around.some(({ keyword, start }) => keyword === 'WORKDIR' && start < of.start);
}
