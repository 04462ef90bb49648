import type { Finding, Rule } from '../../rule.js';

const REFUSED = new Set(['ONBUILD', 'FROM', 'MAINTAINER']);

export const dl3043: Rule = {
  id: 'DL3043',
  source: 'hadolint',
  summary: 'ONBUILD holds ONBUILD, FROM or MAINTAINER.',
  reason: 'The builder refuses it.',
  severity: 'error',
  keywords: ['ONBUILD'],
  bad: 'FROM debian:12\nONBUILD FROM debian:12\n',
  good: 'FROM debian:12\nONBUILD RUN touch /ready\n',
  *check(file): Generator<Finding> {
    for (const { trigger } of file.instructions) {
      if (!trigger || !REFUSED.has(trigger.keyword)) continue;
      yield { of: trigger, message: `${trigger.keyword} cannot be triggered from within ONBUILD.` };
    }
  },
};
