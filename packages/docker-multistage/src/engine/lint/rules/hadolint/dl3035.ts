import type { Rule } from '../../rule.js';
import { runs } from '../../../shell/index.js';
import { findCommands } from '../commands.js';

export const dl3035: Rule = {
  id: 'DL3035',
  source: 'hadolint',
  summary: 'RUN upgrades the distribution with zypper.',
  reason: 'What comes out depends on the day; a newer base image brings the same in a way that can be repeated.',
  severity: 'warning',
  programs: /^zypper$/m,
  onbuild: true,
  bad: 'FROM opensuse/leap:15.6\nRUN zypper dist-upgrade\n',
  good: 'FROM opensuse/leap:15.6\nRUN zypper --version\n',
  check: (file) =>
    findCommands(
      file,
      (command) => runs(command, 'zypper', ['dist-upgrade', 'dup']),
      () => ({ message: 'Do not use `zypper dist-upgrade`.' }),
    ),
};
