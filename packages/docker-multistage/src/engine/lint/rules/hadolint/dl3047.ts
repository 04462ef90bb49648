import type { Rule } from '../../rule.js';
import { hasFlag, runs } from '../../../shell/index.js';
import { addFlag, findCommands } from '../commands.js';

export const dl3047: Rule = {
  id: 'DL3047',
  source: 'hadolint',
  summary: 'wget writes a progress bar into the log of the build.',
  reason: 'It is a line for every 50 KB.',
  severity: 'info',
  programs: /^wget$/m,
  onbuild: true,
  fix: 'Safe: adds --progress=dot:giga.',
  bad: 'FROM ubuntu:24.04\nRUN wget https://example.com/big_file.tar\n',
  good: 'FROM ubuntu:24.04\nRUN wget --progress=dot:giga https://example.com/big_file.tar\n',
  check: (file) =>
    findCommands(
      file,
      (command) =>
        command.name === 'wget' &&
        !hasFlag(command, 'progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose') &&
        !runs(command, 'wget', ['-nv']),
      (commands, run) => ({
        message: 'Avoid the progress bar of wget: use `wget --progress=dot:giga <url>`, `-q` or `-nv`.',
        ...addFlag(commands, run, '--progress=dot:giga', undefined),
      }),
    ),
};
