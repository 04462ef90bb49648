import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import type { Command } from '../../../shell/index.js';
import { runs } from '../../../shell/index.js';
import { appendCommand, lacksAfter } from '../commands.js';

export const dl3032: Rule = {
  id: 'DL3032',
  source: 'hadolint',
  summary: 'The cache of yum stays in the image.',
  reason: 'It makes the layer larger and is of no use in it.',
  severity: 'warning',
  programs: /^yum$/m,
  onbuild: true,
  fix: 'Safe where the commands are a plain list: runs `yum clean all` at the end.',
  bad: 'FROM centos:7\nRUN yum install -y httpd-2.4.24\n',
  good: 'FROM centos:7\nRUN yum install -y httpd-2.4.24 && yum clean all\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      if (!lacksAfter(run, isInstall, isClean)) continue;
      const message = '`yum clean all` is missing after yum install.';
      yield {
        of: run.instruction,
        at: run.spanOf(run.commands.find(isInstall)!),
        message,
        ...appendCommand(run, 'yum clean all'),
      };
    }
  },
};

function isInstall(command: Command): boolean {
  return runs(command, 'yum', ['install']);
}

function isClean(command: Command): boolean {
  return runs(command, 'yum', ['clean', 'all']) || runs(command, 'rm', ['-rf', '/var/cache/yum/*']);
}
