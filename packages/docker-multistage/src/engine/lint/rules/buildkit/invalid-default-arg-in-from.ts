import { expand, findStage, stagesOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { globalArgs } from '../../scopes.js';
import { isImageReference } from '../image-reference.js';

export const invalidDefaultArgInFrom: Rule = {
  id: 'InvalidDefaultArgInFrom',
  source: 'buildkit',
  summary: 'With the defaults of its arguments, FROM names no valid image.',
  reason: 'A build without build arguments fails.',
  severity: 'warning',
  bad: 'ARG TAG\nFROM busybox:${TAG}\n',
  good: 'ARG TAG=1.36\nFROM busybox:${TAG}\n',
  *check(file): Generator<Finding> {
    const args = globalArgs(file);
    const { all } = stagesOf(file);
    for (const { instruction, from, index } of all) {
      const { raw } = from.image;
      const name = expand(raw, file.escape, (key) => args.get(key));
      if (isImageReference(name) || findStage(all.slice(0, index), name)) continue;
      const message =
        variablesIn(raw, file.escape).length > 0
          ? `Default value for ARG ${raw} results in empty or invalid base image name.`
          : `\`${raw}\` is no valid name of an image.`;
      yield { of: instruction, at: from.image, message };
    }
  },
};
