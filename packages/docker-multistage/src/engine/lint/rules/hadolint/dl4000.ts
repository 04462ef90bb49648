import { maintainerDeprecated } from '../buildkit/maintainer-deprecated.js';
import type { Rule } from '../../rule.js';

export const dl4000: Rule = {
  id: 'DL4000',
  source: 'hadolint',
  summary: 'MAINTAINER is deprecated.',
  reason: 'A label can be read with every tool that reads labels.',
  severity: 'error',
  keywords: ['MAINTAINER'],
  fix: 'Safe: writes the label org.opencontainers.image.authors.',
  bad: 'FROM busybox:1.36\nMAINTAINER me@example.org\n',
  good: 'FROM busybox:1.36\nLABEL org.opencontainers.image.authors="me@example.org"\n',
  *check(file, context) {
    for (const finding of maintainerDeprecated.check(file, context)) {
      yield { ...finding, message: 'MAINTAINER is deprecated, use a label instead.' };
    }
  },
};
