import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import type { Command } from '../../../shell/index.js';
import { runs } from '../../../shell/index.js';
import { appendCommand, hasMountAt, reachesImage } from '../commands.js';

export const dl3060: Rule = {
  id: 'DL3060',
  source: 'hadolint',
  summary: 'The cache of yarn stays in the image.',
  reason: 'It makes the layer larger and is of no use in it.',
  severity: 'info',
  programs: /^yarn$/m,
  onbuild: true,
  fix: 'Safe where the commands are a plain list: runs `yarn cache clean` at the end.',
  bad: 'FROM node:22\nRUN yarn install\n',
  good: 'FROM node:22\nRUN yarn install && yarn cache clean\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      const { instruction, commands } = run;
      const install = commands.findIndex(isInstall);
      const clean = commands.findIndex(isClean);
      const isForgotten = clean === -1 ? !hasMountAt(instruction, '.cache/yarn') : clean < install;
      if (install === -1 || !isForgotten || !reachesImage(instruction, file)) continue;
      yield {
        of: instruction,
        at: run.spanOf(commands[install]!),
        message: '`yarn cache clean` is missing after `yarn install`.',
        ...appendCommand(run, 'yarn cache clean'),
      };
    }
  },
};

function isInstall(command: Command): boolean {
  return runs(command, 'yarn', ['install']);
}

function isClean(command: Command): boolean {
  return runs(command, 'yarn', ['cache', 'clean']);
}
