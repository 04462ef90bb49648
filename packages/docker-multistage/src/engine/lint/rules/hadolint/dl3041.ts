import type { Rule } from '../../rule.js';
import { findWords, listWords } from '../commands.js';
import { unpinnedRpms } from '../rpm-versions.js';

export const dl3041: Rule = {
  id: 'DL3041',
  source: 'hadolint',
  summary: 'dnf installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^(?:dnf|microdnf)$/m,
  onbuild: true,
  bad: 'FROM fedora:41\nRUN dnf install -y httpd && dnf clean all\n',
  good: 'FROM fedora:41\nRUN dnf install -y httpd-2.4.62 && dnf clean all\n',
  check: (file) =>
    findWords(
      file,
      (command, { instruction }) => unpinnedRpms(command, ['dnf', 'microdnf'], instruction, file),
      (words) => ({
        message: `Specify the versions in dnf install: ${listWords(words)}.`,
        hint: 'Write <package>-<version>.',
      }),
    ),
};
