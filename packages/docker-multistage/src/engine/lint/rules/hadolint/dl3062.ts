import type { Rule } from '../../rule.js';
import type { Command, ShellWord } from '../../../shell/index.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3062: Rule = {
  id: 'DL3062',
  source: 'hadolint',
  summary: 'go installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^go$/m,
  onbuild: true,
  bad: 'FROM golang:1.23\nRUN go install example.com/pkg\n',
  good: 'FROM golang:1.23\nRUN go install example.com/pkg@v1.2.3\n',
  check: (file) =>
    findWords(file, unpinned, (words) => ({
      message: `Pin the versions in go install: ${listWords(words)}.`,
      hint: 'Write <package>@<version>.',
    })),
};

function unpinned(command: Command): ShellWord[] {
  const operands = operandsOf(command);
  // What follows the package of `go run` is for the program.
  const packages = runs(command, 'go', ['run'])
    ? operands.slice(0, 2).filter(({ text }) => text !== 'run')
    : runs(command, 'go', ['install', 'get'])
      ? operands.filter(({ text }) => !['install', 'get', 'tool'].includes(text))
      : [];
  return packages.filter(({ text }) => !/^[./]/.test(text) && (!text.includes('@') || /@(?:latest|none)$/.test(text)));
}
