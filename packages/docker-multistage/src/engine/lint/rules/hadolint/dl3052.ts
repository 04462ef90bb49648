import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

export const dl3052: Rule = {
  id: 'DL3052',
  source: 'hadolint',
  summary: 'A label that must be a URL is none.',
  reason: 'Tools make a link of it.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: {
    dockerfile: 'FROM debian:12\nLABEL documentation="not-url"\n',
    config: 'label-schema:\n  documentation: url\n',
  },
  good: {
    dockerfile: 'FROM debian:12\nLABEL documentation="https://example.com/docs"\n',
    config: 'label-schema:\n  documentation: url\n',
  },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'url',
      (value) => !isUri(value),
      ({ key }) => `The label \`${key}\` is no valid URL.`,
    ),
};

/** A URI with a scheme, as RFC 3986 has it. */
function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/i.test(text) && URL.canParse(text);
}
