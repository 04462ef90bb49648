import type { Rule } from '../../rule.js';
import { findRepeated } from '../once.js';

export const dl3012: Rule = {
  id: 'DL3012',
  source: 'hadolint',
  summary: 'A stage has more than one HEALTHCHECK.',
  reason: 'Only the last one has an effect.',
  severity: 'error',
  keywords: ['HEALTHCHECK'],
  bad: 'FROM busybox:1.36\nHEALTHCHECK CMD ["/bin/a"]\nHEALTHCHECK CMD ["/bin/b"]\n',
  good: 'FROM busybox:1.36\nHEALTHCHECK CMD ["/bin/b"]\n',
  check: (file) =>
    findRepeated(file, 'HEALTHCHECK', 'Multiple `HEALTHCHECK` instructions: only the last has an effect.'),
};
