import { parseIgnorePragma } from '../../config/pragmas.js';
import type { Finding, Rule } from '../../rule.js';

export const dl1001: Rule = {
  id: 'DL1001',
  source: 'hadolint',
  summary: 'A comment turns rules off for the next instruction.',
  reason: 'Where a team wants exceptions in one place, they belong into the configuration.',
  severity: 'ignore',
  bad: {
    dockerfile: '# hadolint ignore=DL3007\nFROM debian:latest\n',
    config: 'override:\n  warning:\n    - DL1001\n',
  },
  good: { dockerfile: 'FROM debian:12\n', config: 'override:\n  warning:\n    - DL1001\n' },
  *check(file): Generator<Finding> {
    for (const comment of file.comments) {
      if (parseIgnorePragma(comment)?.scope !== 'next') continue;
      const of = file.instructions.find(({ start }) => start > comment.start) ?? file.instructions.at(-1);
      if (of) yield { of, at: comment, message: 'Please refrain from using inline ignore pragmas.' };
    }
  },
};
