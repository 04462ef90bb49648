import { fromOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf, replace, safe } from '../support.js';

export const stageNameCasing: Rule = {
  id: 'StageNameCasing',
  source: 'buildkit',
  summary: 'The name of a stage has upper-case letters.',
  reason: 'Lower-case names are easier to tell from the keywords; the builder compares them without regard to case.',
  severity: 'warning',
  fix: 'Safe: writes the name in lower case.',
  bad: 'FROM alpine AS BuilderBase\n',
  good: 'FROM alpine AS builder-base\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'FROM')) {
      const alias = fromOf(instruction, file)?.alias;
      const lower = alias?.text.toLowerCase();
      if (!alias || lower === undefined || alias.text === lower) continue;
      yield {
        of: instruction,
        at: alias,
        message: `Stage name '${alias.text}' should be lowercase.`,
        ...safe(`Write \`${lower}\``, replace(alias, lower)),
      };
    }
  },
};
