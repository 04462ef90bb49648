import type { Rule } from '../../rule.js';
import { runs } from '../../../shell/index.js';
import { findCommands } from '../commands.js';

export const dl4005: Rule = {
  id: 'DL4005',
  source: 'hadolint',
  summary: 'RUN replaces /bin/sh.',
  reason: 'SHELL says the same, where a reader looks for it, and leaves the image’s own scripts alone.',
  severity: 'warning',
  programs: /^ln$/m,
  onbuild: true,
  bad: 'FROM debian:12\nRUN ln -sfv /bin/bash /bin/sh\n',
  good: 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\n',
  check: (file) =>
    findCommands(
      file,
      (command) => runs(command, 'ln', ['/bin/sh']),
      () => ({ message: 'Use SHELL to change the default shell.' }),
    ),
};
