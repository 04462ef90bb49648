import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

export const dl3015: Rule = {
  id: 'DL3015',
  source: 'hadolint',
  summary: 'apt-get installs recommended packages too.',
  reason: 'They make the image larger, mostly without a use.',
  severity: 'info',
  programs: /^apt-get$/m,
  onbuild: true,
  fix: 'Unsafe, since a program may need what was only recommended: adds --no-install-recommends.',
  bad: 'FROM debian:12\nRUN apt-get install -y curl=7.88.*\n',
  good: 'FROM debian:12\nRUN apt-get install -y --no-install-recommends curl=7.88.*\n',
  check: (file) =>
    findCommands(
      file,
      (command) =>
        runs(command, 'apt-get', ['install']) &&
        !hasFlag(command, 'no-install-recommends') &&
        !command.args.some(({ text }) => text === 'APT::Install-Recommends=false'),
      (commands, run) => ({
        message: 'Avoid additional packages by specifying `--no-install-recommends`.',
        ...addFlag(commands, run, '--no-install-recommends', ['install'], 'unsafe'),
      }),
    ),
};
