import { parseImageName, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3007: Rule = {
  id: 'DL3007',
  source: 'hadolint',
  summary: 'FROM names the tag `latest`.',
  reason: 'It is another image tomorrow.',
  severity: 'warning',
  bad: 'FROM debian:latest\n',
  good: 'FROM debian:12\n',
  *check(file): Generator<Finding> {
    for (const { instruction, from } of stagesOf(file).all) {
      const { tag, digest } = parseImageName(from.image.text);
      if (tag !== 'latest' || digest !== undefined) continue;
      yield {
        of: instruction,
        at: from.image,
        message: `Pin \`${from.image.text}\` to a release instead of \`latest\`.`,
      };
    }
  },
};
