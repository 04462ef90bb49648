import type { Finding, Rule } from '../../rule.js';

export const dl3061: Rule = {
  id: 'DL3061',
  source: 'hadolint',
  summary: 'An instruction other than ARG stands before the first FROM.',
  reason: 'The builder refuses it.',
  severity: 'error',
  bad: 'RUN touch /a\nFROM debian:12\n',
  good: 'FROM debian:12\nRUN touch /a\n',
  *check(file): Generator<Finding> {
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM') return;
      if (instruction.keyword === 'ARG') continue;
      yield {
        of: instruction,
        message: `${instruction.keyword} stands before FROM: begin with FROM, ARG or a comment.`,
      };
    }
  },
};
