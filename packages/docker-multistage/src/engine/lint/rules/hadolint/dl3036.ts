import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import type { Command } from '../../../shell/index.js';
import { runs } from '../../../shell/index.js';
import { appendCommand, hasMountAt, lacksAfter } from '../commands.js';

export const dl3036: Rule = {
  id: 'DL3036',
  source: 'hadolint',
  summary: 'The cache of zypper stays in the image.',
  reason: 'It makes the layer larger and is of no use in it.',
  severity: 'warning',
  programs: /^zypper$/m,
  onbuild: true,
  fix: 'Safe where the commands are a plain list: runs `zypper clean` at the end.',
  bad: 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd=2.4.46\n',
  good: 'FROM opensuse/leap:15.6\nRUN zypper install -y httpd=2.4.46 && zypper clean\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      if (!lacksAfter(run, isInstall, isClean) || hasMountAt(run.instruction, '/var/cache/zypp')) continue;
      const message = '`zypper clean` is missing after zypper install.';
      yield {
        of: run.instruction,
        at: run.spanOf(run.commands.find(isInstall)!),
        message,
        ...appendCommand(run, 'zypper clean'),
      };
    }
  },
};

function isInstall(command: Command): boolean {
  return runs(command, 'zypper', ['install', 'in']);
}

function isClean(command: Command): boolean {
  return runs(command, 'zypper', ['clean', 'cc']);
}
