import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

const NUMBER = '(?:0|[1-9]\\d*)';
const SEMVER = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

export const dl3056: Rule = {
  id: 'DL3056',
  source: 'hadolint',
  summary: 'A label that must be a semantic version is none.',
  reason: 'Tools order images by it.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL version="not-semver"\n', config: 'label-schema:\n  version: semver\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL version="1.0.3"\n', config: 'label-schema:\n  version: semver\n' },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'semver',
      (value) => !SEMVER.test(value),
      ({ key }) => `The label \`${key}\` is no semantic version.`,
    ),
};
