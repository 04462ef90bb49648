import type { Rule } from '../../rule.js';
import { findLabels } from '../labels.js';

const EMAIL =
  /^(?:[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*|"[^"\r\n]*")@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[^\]]*\])$/;

export const dl3058: Rule = {
  id: 'DL3058',
  source: 'hadolint',
  summary: 'A label that must be an email address is none.',
  reason: 'It is to say whom to write to.',
  severity: 'warning',
  keywords: ['LABEL'],
  bad: { dockerfile: 'FROM debian:12\nLABEL contact="not-email"\n', config: 'label-schema:\n  contact: email\n' },
  good: { dockerfile: 'FROM debian:12\nLABEL contact="me@example.org"\n', config: 'label-schema:\n  contact: email\n' },
  check: (file, context) =>
    findLabels(
      file,
      context,
      'email',
      (value) => !EMAIL.test(value),
      ({ key }) => `The label \`${key}\` is no email address.`,
    ),
};
