import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3024: Rule = {
  id: 'DL3024',
  source: 'hadolint',
  summary: 'Two stages have the same name.',
  reason: 'A reference then means the last of them that stands above it.',
  severity: 'error',
  bad: 'FROM debian:12 AS build\nFROM golang:1.23 AS build\n',
  good: 'FROM debian:12 AS build\nFROM golang:1.23 AS build-go\n',
  *check(file): Generator<Finding> {
    const seen = new Set<string>();
    for (const { name, instruction, from } of stagesOf(file).all) {
      if (name === undefined) continue;
      if (seen.has(name))
        yield {
          of: instruction,
          ...(from.alias && { at: from.alias }),
          message: `The stage name \`${name}\` must be unique.`,
        };
      seen.add(name);
    }
  },
};
