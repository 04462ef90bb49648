import type { Rule } from '../../rule.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3037: Rule = {
  id: 'DL3037',
  source: 'hadolint',
  summary: 'zypper installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^zypper$/m,
  onbuild: true,
  bad: 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd && zypper clean\n',
  good: 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd=2.4.46 && zypper clean\n',
  check: (file) =>
    findWords(
      file,
      (command) =>
        runs(command, 'zypper', ['install', 'in'])
          ? operandsOf(command).filter(
              ({ text }) => text !== 'install' && text !== 'in' && !/[=<>]/.test(text) && !text.endsWith('.rpm'),
            )
          : [],
      (words) => ({
        message: `Specify the versions in zypper install: ${listWords(words)}.`,
        hint: 'Write <package>=<version>.',
      }),
    ),
};
