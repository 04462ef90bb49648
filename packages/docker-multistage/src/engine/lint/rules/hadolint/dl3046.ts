import type { Rule } from '../../rule.js';
import { flagValues, hasFlag } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

export const dl3046: Rule = {
  id: 'DL3046',
  source: 'hadolint',
  summary: 'useradd makes a user with a high number and writes its login logs.',
  reason: 'They are files with a hole for every number below; in an image the hole is filled, with gigabytes of zeros.',
  severity: 'warning',
  programs: /^useradd$/m,
  onbuild: true,
  fix: 'Safe: adds -l.',
  bad: 'FROM debian:12\nRUN useradd -u 123456 foobar\n',
  good: 'FROM debian:12\nRUN useradd -l -u 123456 foobar\n',
  check: (file) =>
    findCommands(
      file,
      (command) =>
        command.name === 'useradd' &&
        !hasFlag(command, 'l', 'no-log-init') &&
        flagValues(command, 'u', 'uid').some(({ text }) => text.length > 5),
      (commands, run) => ({
        message: '`useradd` without the flag `-l` and with a high user id makes the image very large.',
        ...addFlag(commands, run, '-l', undefined),
      }),
    ),
};
