import type { Rule } from '../../rule.js';
import { countFlag, hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

export const dl3014: Rule = {
  id: 'DL3014',
  source: 'hadolint',
  summary: 'apt-get install may ask a question.',
  reason: 'Nobody answers while an image is built, so the build fails.',
  severity: 'warning',
  programs: /^apt-get$/m,
  onbuild: true,
  fix: 'Safe: adds -y.',
  bad: 'FROM debian:12\nRUN apt-get install --no-install-recommends curl=7.88.*\n',
  good: 'FROM debian:12\nRUN apt-get install -y --no-install-recommends curl=7.88.*\n',
  check: (file) =>
    findCommands(
      file,
      (command) =>
        runs(command, 'apt-get', ['install']) &&
        !hasFlag(command, 'y', 'yes', 'qq', 'assume-yes') &&
        countFlag(command, 'q') !== 2 &&
        countFlag(command, 'quiet') !== 2 &&
        !command.args.some(({ text }) => text === '-q=2'),
      (commands, run) => ({
        message: 'Use the `-y` switch to avoid manual input: `apt-get -y install <package>`.',
        ...addFlag(commands, run, '-y', ['install']),
      }),
    ),
};
