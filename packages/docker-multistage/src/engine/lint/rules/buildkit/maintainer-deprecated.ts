import type { Finding, Rule } from '../../rule.js';
import { instructionsOf, replace, safe } from '../support.js';

export const maintainerDeprecated: Rule = {
  id: 'MaintainerDeprecated',
  source: 'buildkit',
  summary: 'MAINTAINER is deprecated in favour of a label.',
  reason: 'A label can be read with every tool that reads labels, and there may be more than one.',
  severity: 'warning',
  keywords: ['MAINTAINER'],
  fix: 'Safe: writes the label org.opencontainers.image.authors.',
  bad: 'FROM alpine\nMAINTAINER me@example.org\n',
  good: 'FROM alpine\nLABEL org.opencontainers.image.authors="me@example.org"\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'MAINTAINER')) {
      const name = instruction.operands.text.replace(/^(["'])(.*)\1$/, '$2');
      const label = `LABEL org.opencontainers.image.authors="${name.replace(/["\\$]/g, '\\$&')}"`;
      yield {
        of: instruction,
        message: 'Maintainer instruction is deprecated in favor of using label.',
        ...(name !== '' && safe(`Write \`${label}\``, replace(instruction, label))),
      };
    }
  },
};
