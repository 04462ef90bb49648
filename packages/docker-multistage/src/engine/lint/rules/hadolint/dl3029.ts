import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3029: Rule = {
  id: 'DL3029',
  source: 'hadolint',
  summary: 'FROM asks for a fixed platform.',
  reason: 'The image can then not be built for another one.',
  severity: 'warning',
  bad: 'FROM --platform=linux/amd64 debian:12\n',
  good: 'FROM --platform=$BUILDPLATFORM debian:12\n',
  *check(file): Generator<Finding> {
    for (const { instruction, from } of stagesOf(file).all) {
      const { platform } = from;
      if (!platform || /BUILDPLATFORM|TARGETPLATFORM/.test(platform.value ?? '')) continue;
      yield { of: instruction, at: platform, message: 'Do not use the flag --platform with FROM.' };
    }
  },
};
