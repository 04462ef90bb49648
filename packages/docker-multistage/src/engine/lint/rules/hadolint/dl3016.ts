import type { Rule } from '../../rule.js';
import type { Command, ShellWord } from '../../../shell/index.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3016: Rule = {
  id: 'DL3016',
  source: 'hadolint',
  summary: 'npm installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^npm$/m,
  onbuild: true,
  bad: 'FROM node:22\nRUN npm install express\n',
  good: 'FROM node:22\nRUN npm install express@4.21.2\n',
  check: (file) =>
    findWords(file, unpinned, (words) => ({
      message: `Pin the versions in npm install: ${listWords(words)}.`,
      hint: 'Write <package>@<version>.',
    })),
};

function unpinned(command: Command): ShellWord[] {
  if (!runs(command, 'npm', ['install'])) return [];
  const [first, ...packages] = operandsOf(command, ['loglevel', 'registry']);
  return first?.text === 'install' ? packages.filter(({ text }) => !isPinned(text)) : [];
}

function isPinned(text: string): boolean {
  if (/^git(?:\+(?:ssh|https?))?:\/\//.test(text)) return text.includes('#');
  if (/\.(?:tar|tar\.gz|tgz)$/.test(text) || /^(?:\.{0,2}|~)\//.test(text)) return true;
  // The first @ of a scoped name says nothing of a version.
  return text.replace(/^@[^/]*/, '').includes('@');
}
