import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import { runs } from '../../../shell/index.js';
import { appendCommand, hasMountAt, lacksAfter } from '../commands.js';

const INSTALL = ['install', 'in', 'upgrade', 'up', 'upgrade-minimal', 'up-min', 'reinstall', 'rei'];

export const dl3040: Rule = {
  id: 'DL3040',
  source: 'hadolint',
  summary: 'The cache of dnf stays in the image.',
  reason: 'It makes the layer larger and is of no use in it.',
  severity: 'warning',
  programs: /^(?:dnf|microdnf)$/m,
  onbuild: true,
  fix: 'Safe where the commands are a plain list: runs `dnf clean all` at the end.',
  bad: 'FROM fedora:41\nRUN dnf install -y httpd-2.4.62\n',
  good: 'FROM fedora:41\nRUN dnf install -y httpd-2.4.62 && dnf clean all\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      if (hasMountAt(run.instruction, '/var/cache/libdnf5') || hasMountAt(run.instruction, '.cache/libdnf5')) continue;
      const program = ['dnf', 'microdnf'].find((name) =>
        lacksAfter(
          run,
          (command) => runs(command, name, INSTALL),
          (command) => runs(command, name, ['clean', 'all']) || runs(command, 'rm', ['-rf', '/var/cache/libdnf5*']),
        ),
      );
      if (program === undefined) continue;
      yield {
        of: run.instruction,
        at: run.spanOf(run.commands.find((command) => runs(command, program, INSTALL))!),
        message: `\`${program} clean all\` is missing after ${program}.`,
        ...appendCommand(run, `${program} clean all`),
      };
    }
  },
};
