import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

export const dl3051: Rule = {
  id: 'DL3051',
  source: 'hadolint',
  summary: 'A label that the configuration asks for is empty.',
  reason: 'An empty label says as much as none.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL author=""\n', config: 'label-schema:\n  author: text\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL author="me"\n', config: 'label-schema:\n  author: text\n' },
  check: (file, context) =>
    findLabels(
      file,
      context,
      undefined,
      (value) => value === '',
      ({ key }) => `The label \`${key}\` is empty.`,
    ),
};
