import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3063: Rule = {
  id: 'DL3063',
  source: 'hadolint',
  summary: 'A stage has a name that means something else.',
  reason: '`scratch` is the empty image and `context` the build context.',
  severity: 'warning',
  bad: 'FROM alpine:3.21 AS scratch\n',
  good: 'FROM alpine:3.21 AS builder\n',
  *check(file): Generator<Finding> {
    for (const { instruction, name, from } of stagesOf(file).all) {
      if (name !== 'scratch' && name !== 'context') continue;
      yield {
        of: instruction,
        ...(from.alias && { at: from.alias }),
        message: `The stage name \`${name}\` is a reserved word.`,
      };
    }
  },
};
