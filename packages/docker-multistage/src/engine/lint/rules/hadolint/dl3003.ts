import type { Rule } from '../../rule.js';
import { findCommands } from '../commands.js';

export const dl3003: Rule = {
  id: 'DL3003',
  source: 'hadolint',
  summary: 'RUN changes the folder with cd.',
  reason: 'It holds for that RUN only; WORKDIR says once where all that follows happens.',
  severity: 'warning',
  programs: /^cd$/m,
  bad: 'FROM busybox:1.36\nRUN cd /usr/src/app && touch ready\n',
  good: 'FROM busybox:1.36\nWORKDIR /usr/src/app\nRUN touch ready\n',
  check: (file) =>
    findCommands(
      file,
      ({ name }) => name === 'cd',
      () => ({ message: 'Use WORKDIR to switch to a directory.' }),
    ),
};
