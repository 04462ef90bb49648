import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

export const dl3055: Rule = {
  id: 'DL3055',
  source: 'hadolint',
  summary: 'A label that must be a git hash is none.',
  reason: 'It is to lead to the commit that the image was made from.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL revision="main"\n', config: 'label-schema:\n  revision: hash\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL revision="43c572f"\n', config: 'label-schema:\n  revision: hash\n' },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'hash',
      (value) => !/^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value),
      ({ key }) => `The label \`${key}\` is no git hash of 7 or 40 digits.`,
    ),
};
