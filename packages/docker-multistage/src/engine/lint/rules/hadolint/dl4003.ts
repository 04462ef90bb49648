import type { Rule } from '../../rule.js';
import { findRepeated } from '../once.js';

export const dl4003: Rule = {
  id: 'DL4003',
  source: 'hadolint',
  summary: 'A stage has more than one CMD.',
  reason: 'Only the last one has an effect.',
  severity: 'warning',
  keywords: ['CMD'],
  bad: 'FROM busybox:1.36\nCMD ["/bin/server"]\nCMD ["/bin/other"]\n',
  good: 'FROM busybox:1.36\nCMD ["/bin/other"]\n',
  check: (file) => findRepeated(file, 'CMD', 'Multiple `CMD` instructions: only the last has an effect.'),
};
