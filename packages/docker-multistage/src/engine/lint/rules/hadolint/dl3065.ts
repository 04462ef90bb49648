import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { replace, safe } from '../support.js';

export const dl3065: Rule = {
  id: 'DL3065',
  source: 'hadolint',
  summary: 'FROM asks for the platform that it has by default.',
  reason: '`--platform=$TARGETPLATFORM` says nothing.',
  severity: 'warning',
  fix: 'Safe: takes the flag out.',
  bad: 'FROM --platform=$TARGETPLATFORM debian:12\n',
  good: 'FROM debian:12\n',
  *check(file): Generator<Finding> {
    for (const { instruction, from } of stagesOf(file).all) {
      const { platform, image } = from;
      if (platform?.value !== '$TARGETPLATFORM' && platform?.value !== '${TARGETPLATFORM}') continue;
      yield {
        of: instruction,
        at: platform,
        message: `\`--platform=${platform.value}\` is the default and redundant.`,
        ...safe('Remove the flag', replace({ start: platform.start, end: image.start }, '')),
      };
    }
  },
};
