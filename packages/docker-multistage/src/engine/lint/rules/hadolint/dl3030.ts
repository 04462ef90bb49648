import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

const INSTALL = ['install', 'groupinstall', 'localinstall'];

export const dl3030: Rule = {
  id: 'DL3030',
  source: 'hadolint',
  summary: 'yum install may ask a question.',
  reason: 'Nobody answers while an image is built, so the build fails.',
  severity: 'warning',
  programs: /^yum$/m,
  onbuild: true,
  fix: 'Safe: adds -y.',
  bad: 'FROM centos:7\nRUN yum install httpd-2.4.24 && yum clean all\n',
  good: 'FROM centos:7\nRUN yum install -y httpd-2.4.24 && yum clean all\n',
  check: (file) =>
    findCommands(
      file,
      (command) => runs(command, 'yum', INSTALL) && !hasFlag(command, 'y', 'assumeyes'),
      (commands, run) => ({
        message: 'Use the `-y` switch to avoid manual input: `yum install -y <package>`.',
        ...addFlag(commands, run, '-y', INSTALL),
      }),
    ),
};
