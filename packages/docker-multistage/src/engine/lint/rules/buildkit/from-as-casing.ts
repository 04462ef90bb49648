import { fromOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf, replace, safe } from '../support.js';

export const fromAsCasing: Rule = {
  id: 'FromAsCasing',
  source: 'buildkit',
  summary: '`AS` is not in the case of its `FROM`.',
  reason: 'Keywords of one instruction in two cases are hard to read.',
  severity: 'warning',
  fix: 'Safe: writes AS in the case of FROM.',
  bad: 'FROM alpine as builder\n',
  good: 'FROM alpine AS builder\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'FROM')) {
      const as = fromOf(instruction, file)?.as;
      const { written } = instruction;
      const isLower = written === written.toLowerCase();
      if (!as || (!isLower && written !== written.toUpperCase())) continue;
      const right = isLower ? 'as' : 'AS';
      if (as.text === right) continue;
      yield {
        of: instruction,
        at: as,
        message: `'${as.text}' and '${written}' keywords' casing do not match.`,
        ...safe(`Write \`${right}\``, replace(as, right)),
      };
    }
  },
};
