import { stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const duplicateStageName: Rule = {
  id: 'DuplicateStageName',
  source: 'buildkit',
  summary: 'Two stages have the same name.',
  reason: 'A reference then means the last of them that stands above it, which is seldom what was meant.',
  severity: 'warning',
  bad: 'FROM debian:12 AS builder\n\nFROM golang:1.23 AS builder\n',
  good: 'FROM debian:12 AS deb-builder\n\nFROM golang:1.23 AS go-builder\n',
  *check(file): Generator<Finding> {
    const seen = new Set<string>();
    for (const { name, instruction, from } of stagesOf(file).all) {
      if (name === undefined) continue;
      if (seen.has(name)) {
        const message = `Duplicate stage name "${name}", stage names should be unique.`;
        yield { of: instruction, message, ...(from.alias && { at: from.alias }) };
      }
      seen.add(name);
    }
  },
};
