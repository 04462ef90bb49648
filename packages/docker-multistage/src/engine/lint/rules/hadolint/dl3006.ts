import { findStage, parseImageName, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { stagesByVariable } from '../stages-by-variable.js';

export const dl3006: Rule = {
  id: 'DL3006',
  source: 'hadolint',
  summary: 'FROM names an image without a tag.',
  reason: 'The tag is `latest` then: another image tomorrow.',
  severity: 'warning',
  bad: 'FROM debian\n',
  good: 'FROM debian:12\n',
  *check(file): Generator<Finding> {
    const { all } = stagesOf(file);
    for (const { instruction, from, index } of all) {
      const { name, tag, digest } = parseImageName(from.image.text);
      if (tag !== undefined || digest !== undefined || name === 'scratch' || name.startsWith('$')) continue;
      const above = all.slice(0, index);
      if (findStage(above, from.image.text) || stagesByVariable(above, from.image.text).length > 0) continue;
      yield { of: instruction, at: from.image, message: `Tag the version of \`${from.image.text}\` explicitly.` };
    }
  },
};
