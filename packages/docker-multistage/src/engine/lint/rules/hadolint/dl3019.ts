import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands, hasMountAt } from '../commands.js';

export const dl3019: Rule = {
  id: 'DL3019',
  source: 'hadolint',
  summary: 'apk add keeps its index in the image.',
  reason: 'With --no-cache nothing of it is kept, and neither --update nor a removal of /var/cache/apk is needed.',
  severity: 'info',
  programs: /^apk$/m,
  onbuild: true,
  fix: 'Safe: adds --no-cache.',
  bad: 'FROM alpine:3.21\nRUN apk add git~=2.47\n',
  good: 'FROM alpine:3.21\nRUN apk add --no-cache git~=2.47\n',
  check: (file) =>
    findCommands(
      file,
      (command, { instruction }) =>
        runs(command, 'apk', ['add']) && !hasFlag(command, 'no-cache') && !hasMountAt(instruction, '/var/cache/apk'),
      (commands, run) => ({
        message: 'Use the `--no-cache` switch of apk add.',
        ...addFlag(commands, run, '--no-cache', ['add']),
      }),
    ),
};
