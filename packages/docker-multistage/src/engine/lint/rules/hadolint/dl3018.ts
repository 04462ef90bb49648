import type { Rule } from '../../rule.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { findWords, listWords } from '../commands.js';

export const dl3018: Rule = {
  id: 'DL3018',
  source: 'hadolint',
  summary: 'apk adds a package without a version.',
  reason: 'The same Dockerfile gives another image tomorrow.',
  severity: 'warning',
  programs: /^apk$/m,
  onbuild: true,
  bad: 'FROM alpine:3.21\nRUN apk add --no-cache git\n',
  good: 'FROM alpine:3.21\nRUN apk add --no-cache git~=2.47\n',
  check: (file) =>
    findWords(
      file,
      (command) =>
        runs(command, 'apk', ['add'])
          ? operandsOf(command, ['t', 'virtual', 'repository', 'X']).filter(
              ({ text }) => text !== 'add' && !/[=~<>]/.test(text) && !text.endsWith('.apk'),
            )
          : [],
      (words) => ({ message: `Pin the versions in apk add: ${listWords(words)}.`, hint: 'Write <package>=<version>.' }),
    ),
};
