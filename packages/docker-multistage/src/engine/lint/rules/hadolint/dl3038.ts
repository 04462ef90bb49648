import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

const INSTALL = ['install', 'groupinstall', 'localinstall'];

export const dl3038: Rule = {
  id: 'DL3038',
  source: 'hadolint',
  summary: 'dnf install may ask a question.',
  reason: 'Nobody answers while an image is built, so the build fails.',
  severity: 'warning',
  programs: /^(?:dnf|microdnf)$/m,
  onbuild: true,
  fix: 'Safe: adds -y.',
  bad: 'FROM fedora:41\nRUN dnf install httpd-2.4.62 && dnf clean all\n',
  good: 'FROM fedora:41\nRUN dnf install -y httpd-2.4.62 && dnf clean all\n',
  check: (file) =>
    findCommands(
      file,
      (command) => runs(command, ['dnf', 'microdnf'], INSTALL) && !hasFlag(command, 'y', 'assumeyes'),
      (commands, run) => ({
        message: 'Use the `-y` switch to avoid manual input: `dnf install -y <package>`.',
        ...addFlag(commands, run, '-y', INSTALL),
      }),
    ),
};
