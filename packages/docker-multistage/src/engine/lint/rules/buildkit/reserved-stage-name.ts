import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const reservedStageName: Rule = {
  id: 'ReservedStageName',
  source: 'buildkit',
  summary: 'A stage has a name that means something else.',
  reason: '`scratch` is the empty image and `context` the build context: a stage of that name cannot be referred to.',
  severity: 'warning',
  bad: 'FROM alpine AS scratch\nFROM alpine AS context\n',
  good: 'FROM alpine AS builder\n',
  *check(file): Generator<Finding> {
    for (const { name, instruction, from } of stagesOf(file).all) {
      if (name !== 'scratch' && name !== 'context') continue;
      const message = `Stage name should not use the same name as reserved stage "${name}".`;
      yield { of: instruction, message, ...(from.alias && { at: from.alias }) };
    }
  },
};
