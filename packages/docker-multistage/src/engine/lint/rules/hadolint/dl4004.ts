import type { Rule } from '../../rule.js';
import { findRepeated } from '../once.js';

export const dl4004: Rule = {
  id: 'DL4004',
  source: 'hadolint',
  summary: 'A stage has more than one ENTRYPOINT.',
  reason: 'Only the last one has an effect.',
  severity: 'error',
  keywords: ['ENTRYPOINT'],
  bad: 'FROM busybox:1.36\nENTRYPOINT ["/bin/a"]\nENTRYPOINT ["/bin/b"]\n',
  good: 'FROM busybox:1.36\nENTRYPOINT ["/bin/b"]\n',
  check: (file) => findRepeated(file, 'ENTRYPOINT', 'Multiple `ENTRYPOINT` instructions: only the last has an effect.'),
};
