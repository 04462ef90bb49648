import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

const TIME = /^\d{4}-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export const dl3053: Rule = {
  id: 'DL3053',
  source: 'hadolint',
  summary: 'A label that must be a time is none.',
  reason: 'Tools sort by it; they read RFC 3339 only.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL created="yesterday"\n', config: 'label-schema:\n  created: rfc3339\n' },
  good: {
    dockerfile: 'FROM debian:12\nLABEL created="2021-03-10T10:26:33.564595127+01:00"\n',
    config: 'label-schema:\n  created: rfc3339\n',
  },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'rfc3339',
      (value) => !isTime(value),
      ({ key }) => `The label \`${key}\` is no time as RFC 3339 has it.`,
    ),
};

function isTime(text: string): boolean {
  const [month, day, hour, minute, second] = (TIME.exec(text) ?? []).slice(1).map(Number);
  if (month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour! < 24 && minute! < 60 && second! <= 60;
}
