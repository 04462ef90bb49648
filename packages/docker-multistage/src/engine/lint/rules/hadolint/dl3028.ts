import type { Rule } from '../../rule.js';
import type { Command, ShellWord } from '../../../shell/index.js';
import { runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3028: Rule = {
  id: 'DL3028',
  source: 'hadolint',
  summary: 'gem installs a gem without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^gem$/m,
  onbuild: true,
  bad: 'FROM ruby:3.3\nRUN gem install bundler\n',
  good: 'FROM ruby:3.3\nRUN gem install bundler:2.5.23\n',
  check: (file) =>
    findWords(file, unpinned, (words) => ({
      message: `Pin the versions in gem install: ${listWords(words)}.`,
      hint: 'Write <gem>:<version>.',
    })),
};

function unpinned(command: Command): ShellWord[] {
  if (!runs(command, 'gem', ['install', 'i'])) return [];
  if (command.args.some(({ text }) => text === '-v' || text === '--version' || text.startsWith('--version=')))
    return [];
  const end = command.args.findIndex(({ text }) => text === '--');
  const args = end === -1 ? command.args : command.args.slice(0, end);
  // Options of gem take a value.
  const values = new Set(args.flatMap(({ text }, at) => (text.startsWith('-') ? [at, at + 1] : [])));
  return args.filter(({ text }, at) => !values.has(at) && text !== 'install' && text !== 'i' && !text.includes(':'));
}
