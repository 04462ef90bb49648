import type { Rule } from '../../rule.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3008: Rule = {
  id: 'DL3008',
  source: 'hadolint',
  summary: 'apt-get installs a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^apt-get$/m,
  onbuild: true,
  bad: 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
  good: 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.* && rm -rf /var/lib/apt/lists/*\n',
  check: (file) =>
    findWords(
      file,
      (command) =>
        runs(command, 'apt-get', ['install'])
          ? operandsOf(command, ['t', 'target-release']).filter(({ text }) => text !== 'install' && !isPinned(text))
          : [],
      (words) => ({
        message: `Pin the versions in apt-get install: ${listWords(words)}.`,
        hint: 'Write <package>=<version>.',
      }),
    ),
};

function isPinned(text: string): boolean {
  return text.includes('=') || text.includes('/') || text.endsWith('.deb');
}
