import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

const ASKING = ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'];

export const dl3034: Rule = {
  id: 'DL3034',
  source: 'hadolint',
  summary: 'zypper may ask a question.',
  reason: 'Nobody answers while an image is built, so the build fails.',
  severity: 'warning',
  programs: /^zypper$/m,
  onbuild: true,
  fix: 'Safe: adds -y.',
  bad: 'FROM opensuse/leap:15.6\nRUN zypper install httpd=2.4.46 && zypper clean\n',
  good: 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd=2.4.46 && zypper clean\n',
  check: (file) =>
    findCommands(
      file,
      (command) => runs(command, 'zypper', ASKING) && !hasFlag(command, 'non-interactive', 'n', 'no-confirm', 'y'),
      (commands, run) => ({
        message: 'A non-interactive switch is missing: `zypper install -y`.',
        ...addFlag(commands, run, '-y', ASKING),
      }),
    ),
};
