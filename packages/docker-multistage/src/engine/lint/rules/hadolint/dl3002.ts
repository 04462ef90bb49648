import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3002: Rule = {
  id: 'DL3002',
  source: 'hadolint',
  summary: 'The last USER of a stage is root.',
  reason: 'A process that breaks out of the container is root outside too.',
  severity: 'warning',
  keywords: ['USER'],
  bad: 'FROM busybox:1.36\nUSER root\nRUN touch /ready\n',
  good: 'FROM busybox:1.36\nUSER root\nRUN touch /ready\nUSER 1000\n',
  *check(file): Generator<Finding> {
    for (const { instructions } of stagesOf(file).all) {
      const last = instructions.findLast(({ keyword }) => keyword === 'USER');
      if (last && /^(?:root|0)(?::|$)/.test(last.operands.text))
        yield { of: last, message: 'The last USER should not be root.' };
    }
  },
};
