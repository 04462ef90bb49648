import type { Rule } from '../../rule.js';
import { findCommands } from '../commands.js';

export const dl3004: Rule = {
  id: 'DL3004',
  source: 'hadolint',
  summary: 'RUN uses sudo.',
  reason:
    'It has no terminal and handles signals in its own way; switch with USER, or with gosu where a program is started.',
  severity: 'error',
  programs: /^sudo$/m,
  onbuild: true,
  bad: 'FROM busybox:1.36\nRUN sudo touch /ready\n',
  good: 'FROM busybox:1.36\nRUN touch /ready\n',
  check: (file) => findCommands(file, ({ name }) => name === 'sudo'),
};
