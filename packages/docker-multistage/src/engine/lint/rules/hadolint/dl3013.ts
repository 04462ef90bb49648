import type { Rule } from '../../rule.js';
import type { Command, ShellWord } from '../../../shell/index.js';
import { hasFlag, isPipInstall, operandsOf } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

/** Flags of pip and pipx whose value is the next word. */
const WITH_VALUE = [
  'abi',
  'b',
  'build',
  'e',
  'editable',
  'extra-index-url',
  'f',
  'find-links',
  'i',
  'index-url',
  'implementation',
  'no-binary',
  'only-binary',
  'platform',
  'prefix',
  'progress-bar',
  'proxy',
  'python',
  'python-version',
  'root',
  'root-user-action',
  'src',
  't',
  'target',
  'trusted-host',
  'upgrade-strategy',
];

/** Version control addresses that pip takes. */
const VCS =
  /^(?:git(?:\+(?:file|https?|ssh|git))?|hg\+(?:file|https?|ssh|static-http)|svn(?:\+(?:svn|https?|ssh))?|bzr\+(?:https?|ssh|sftp|ftp|lp))\b/;

export const dl3013: Rule = {
  id: 'DL3013',
  source: 'hadolint',
  summary: 'pip installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^(?:(?:pip|python).*)$/m,
  onbuild: true,
  bad: 'FROM python:3.12\nRUN pip install --no-cache-dir django\n',
  good: 'FROM python:3.12\nRUN pip install --no-cache-dir django==5.1.4\n',
  check: (file) =>
    findWords(file, unpinned, (words) => ({
      message: `Pin the versions in pip install: ${listWords(words)}.`,
      hint: 'Write <package>==<version>, or install from a requirements file.',
    })),
};

function unpinned(command: Command): ShellWord[] {
  if (!isPipInstall(command) || hasFlag(command, 'constraint', 'c')) return [];
  if (command.args.some(({ text }) => text === '--requirement' || text === '-r' || text === '.')) return [];
  const operands = operandsOf(command, WITH_VALUE);
  const install = operands.findIndex(({ text }) => text === 'install');
  return operands.slice(install + 1).filter(({ text }) => !isPinned(text));
}

function isPinned(text: string): boolean {
  if (/[<>]|[=!~]=/.test(text) || /\.(?:whl|tar\.gz)$/.test(text)) return true;
  return VCS.test(text) ? text.includes('@') : text.includes('/');
}
