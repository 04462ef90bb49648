import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3023: Rule = {
  id: 'DL3023',
  source: 'hadolint',
  summary: 'COPY --from names the stage that it stands in.',
  reason: 'The builder refuses it.',
  severity: 'error',
  keywords: ['COPY'],
  bad: 'FROM node:22 AS foo\nCOPY --from=foo /a /b\n',
  good: 'FROM node:22 AS foo\nRUN cp /a /b\n',
  *check(file): Generator<Finding> {
    for (const { name, instructions } of stagesOf(file).all) {
      for (const instruction of instructions.filter(({ keyword }) => keyword === 'COPY')) {
        const from = instruction.flags.find((flag) => flag.name === 'from');
        if (name === undefined || from?.value?.toLowerCase() !== name) continue;
        yield { of: instruction, at: from, message: '`COPY --from` cannot reference its own stage.' };
      }
    }
  },
};
