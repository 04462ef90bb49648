import { pairsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf } from '../support.js';

export const dl3050: Rule = {
  id: 'DL3050',
  source: 'hadolint',
  summary: 'There is a label that the configuration does not name.',
  reason: 'With `strict-labels`, only the labels of `label-schema` are allowed.',
  severity: 'info',
  keywords: ['LABEL'],
  bad: {
    dockerfile: 'FROM debian:12\nLABEL author="me" other="x"\n',
    config: 'strict-labels: true\nlabel-schema:\n  author: text\n',
  },
  good: {
    dockerfile: 'FROM debian:12\nLABEL author="me"\n',
    config: 'strict-labels: true\nlabel-schema:\n  author: text\n',
  },
  *check(file, { strictLabels, labelSchema }): Generator<Finding> {
    if (!strictLabels) return;
    for (const instruction of instructionsOf(file, 'LABEL')) {
      const other = pairsOf(instruction, file).find(({ key }) => !labelSchema.has(key));
      if (other) yield { of: instruction, at: other, message: `The label \`${other.key}\` is superfluous.` };
    }
  },
};
