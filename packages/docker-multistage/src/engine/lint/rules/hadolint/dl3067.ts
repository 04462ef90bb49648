import { copyOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { pathOf } from '../paths.js';
import { instructionsOf } from '../support.js';

export const dl3067: Rule = {
  id: 'DL3067',
  source: 'hadolint',
  summary: 'COPY takes over the whole file system of another stage.',
  reason:
    'What the stages were to keep apart ends up in the image; building on the stage does the same without a copy.',
  severity: 'warning',
  keywords: ['COPY'],
  bad: 'FROM debian:12 AS build\nFROM scratch\nCOPY --from=build / /\n',
  good: 'FROM debian:12 AS build\nFROM scratch\nCOPY --from=build /srv /srv\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'COPY')) {
      const { sources, target, from } = copyOf(instruction, file);
      if (!from || !target || pathOf(target) !== '/' || !sources.some((word) => pathOf(word) === '/')) continue;
      yield { of: instruction, message: 'Do not copy an entire file system from another stage.' };
    }
  },
};
