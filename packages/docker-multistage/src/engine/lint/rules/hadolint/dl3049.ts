import type { Dockerfile, Stage } from '../../../dockerfile/index.js';
import { lineOf, pairsOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3049: Rule = {
  id: 'DL3049',
  source: 'hadolint',
  summary: 'A stage lacks a label that the configuration asks for.',
  reason: '`label-schema` says which labels every image must have.',
  severity: 'info',
  bad: { dockerfile: 'FROM debian:12\n', config: 'label-schema:\n  author: text\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL author="me"\n', config: 'label-schema:\n  author: text\n' },
  *check(file, { labelSchema }): Generator<Finding> {
    for (const label of labelSchema.keys()) {
      for (const stage of stagesOf(file).all) {
        if (lineOf(stage).some((other) => hasLabel(other, label, file)) || isCopiedFrom(stage, file)) continue;
        yield { of: stage.instruction, message: `The label \`${label}\` is missing.` };
      }
    }
  },
};

function hasLabel({ instructions }: Stage, label: string, file: Dockerfile): boolean {
  return instructions.some(
    (instruction) => instruction.keyword === 'LABEL' && pairsOf(instruction, file).some(({ key }) => key === label),
  );
}

/** A stage that others only copy from is no image. */
function isCopiedFrom({ name }: Stage, file: Dockerfile): boolean {
  return file.instructions.some(
    ({ keyword, flags }) =>
      keyword === 'COPY' &&
      name !== undefined &&
      flags.some((flag) => flag.name === 'from' && flag.value?.toLowerCase() === name),
  );
}
