import { pairsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf } from '../support.js';
import { sensitiveNames } from './sensitive-names.data.js';

const SUSPICIOUS = /api_key|client_key|password|private|secret|token|username/i;

export const dl3064: Rule = {
  id: 'DL3064',
  source: 'hadolint',
  summary: 'An ARG or ENV has the name of a secret.',
  reason: 'Its value stays in the image: in the configuration, in the history, or in a layer.',
  severity: 'warning',
  keywords: ['ARG', 'ENV'],
  onbuild: true,
  bad: 'FROM debian:12\nARG MY_PASSWORD\n',
  good: 'FROM debian:12\nRUN --mount=type=secret,id=password ls /run/secrets\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'ARG', 'ENV')) {
      const secret = pairsOf(instruction, file).find(
        ({ key }) => SUSPICIOUS.test(key) || sensitiveNames.has(key.toUpperCase()),
      );
      if (!secret) continue;
      yield {
        of: instruction,
        at: secret.keySpan,
        message: `\`${secret.key}\` may hold sensitive data, which does not belong into ARG or ENV.`,
      };
    }
  },
};
