import type { Rule } from '../../rule.js';
import { findWords, listWords } from '../commands.js';
import { unpinnedRpms } from '../rpm-versions.js';

export const dl3033: Rule = {
  id: 'DL3033',
  source: 'hadolint',
  summary: 'yum installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^yum$/m,
  onbuild: true,
  bad: 'FROM centos:7\nRUN yum install -y httpd && yum clean all\n',
  good: 'FROM centos:7\nRUN yum install -y httpd-2.4.24 && yum clean all\n',
  check: (file) =>
    findWords(
      file,
      (command, { instruction }) => unpinnedRpms(command, ['yum'], instruction, file),
      (words) => ({
        message: `Specify the versions in yum install: ${listWords(words)}.`,
        hint: 'Write <package>-<version>.',
      }),
    ),
};
