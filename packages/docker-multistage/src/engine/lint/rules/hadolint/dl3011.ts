import { wordsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { instructionsOf } from '../support.js';

export const dl3011: Rule = {
  id: 'DL3011',
  source: 'hadolint',
  summary: 'EXPOSE names a port that there is not.',
  reason: 'Ports range from 0 to 65535.',
  severity: 'error',
  keywords: ['EXPOSE'],
  bad: 'FROM busybox:1.36\nEXPOSE 80000\n',
  good: 'FROM busybox:1.36\nEXPOSE 8000\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'EXPOSE')) {
      for (const word of wordsOf(instruction, file)) {
        const ports = word.text.split('/', 1)[0]!.split(/[-:]/);
        if (!ports.some((port) => /^\d+$/.test(port) && Number(port) > 65535)) continue;
        yield { of: instruction, at: word, message: `\`${word.text}\` is no port: they range from 0 to 65535.` };
      }
    }
  },
};
