import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import { runs } from '../../../shell/index.js';
import { appendCommand, hasMountAt, reachesImage } from '../commands.js';

export const dl3009: Rule = {
  id: 'DL3009',
  source: 'hadolint',
  summary: 'The lists of apt-get stay in the image.',
  reason: 'They are some 20 MB in each layer that fetched them.',
  severity: 'info',
  programs: /^(?:apt|apt-get|aptitude)$/m,
  onbuild: true,
  fix: 'Safe where the commands are a plain list: removes them at the end of the RUN.',
  bad: 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.*\n',
  good: 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.* && rm -rf /var/lib/apt/lists/*\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      const { instruction, commands } = run;
      const update = commands.find((command) => runs(command, ['apt', 'apt-get', 'aptitude'], ['update']));
      if (!update || commands.some((command) => runs(command, 'rm', ['-rf', '/var/lib/apt/lists/*']))) continue;
      if (hasMountAt(instruction, '/var/lib/apt/lists')) continue;
      if (hasMountAt(instruction, '/var/lib/apt') && hasMountAt(instruction, '/var/cache/apt')) continue;
      if (!reachesImage(instruction, file)) continue;
      yield {
        of: instruction,
        at: run.spanOf(update),
        message: 'Delete the apt-get lists after installing something.',
        ...appendCommand(run, 'rm -rf /var/lib/apt/lists/*'),
      };
    }
  },
};
