import { dropQuotes } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { isAbsolute } from '../paths.js';
import { instructionsOf } from '../support.js';

export const dl3000: Rule = {
  id: 'DL3000',
  source: 'hadolint',
  summary: 'WORKDIR is a relative path.',
  reason: 'Where it leads depends on what stands above it and on the base image.',
  severity: 'error',
  keywords: ['WORKDIR'],
  bad: 'FROM busybox:1.36\nWORKDIR usr/src/app\n',
  good: 'FROM busybox:1.36\nWORKDIR /usr/src/app\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'WORKDIR')) {
      const path = dropQuotes(instruction.operands.text);
      if (path !== '' && !isAbsolute(path))
        yield { of: instruction, message: `WORKDIR \`${path}\` is a relative path.` };
    }
  },
};
