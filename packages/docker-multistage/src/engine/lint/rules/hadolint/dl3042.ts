import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import { lineOf, pairsOf, stagesOf } from '../../../dockerfile/index.js';
import type { Rule } from '../../rule.js';
import type { Command } from '../../../shell/index.js';
import { hasSequence, isPipInstall } from '../../../shell/index.js';
import { addFlag, findCommands, hasMountAt } from '../commands.js';

const TRUE = /^(?:1|true|True|TRUE|on|On|ON|yes|Yes|YES)/;

export const dl3042: Rule = {
  id: 'DL3042',
  source: 'hadolint',
  summary: 'The cache of pip stays in the image.',
  reason: 'It makes the layer larger and is of no use in it.',
  severity: 'warning',
  programs: /^(?:(?:pip|python).*)$/m,
  onbuild: true,
  fix: 'Safe: adds --no-cache-dir. Where the RUN should be fast the next time too, mount a cache instead: that is `docker/no-cache-mount`.',
  bad: 'FROM python:3.12\nRUN pip install django==5.1.4\n',
  good: 'FROM python:3.12\nRUN pip install --no-cache-dir django==5.1.4\n',
  check: (file) =>
    findCommands(
      file,
      (command, { instruction, script }) =>
        keepsCache(command) &&
        !TRUE.test(/PIP_NO_CACHE_DIR=(.*)/s.exec(script.text)?.[1] ?? '') &&
        !isOffByEnv(instruction, file) &&
        !hasMountAt(instruction, '.cache/pip'),
      (commands, run) => ({
        message: 'Avoid the cache folder of pip: use `pip install --no-cache-dir <package>`.',
        ...addFlag(commands, run, '--no-cache-dir', ['install']),
      }),
    ),
};

function keepsCache(command: Command): boolean {
  if (!isPipInstall(command) || command.args.some(({ text }) => text === '--no-cache-dir')) return false;
  const wraps = (name: string) =>
    command.name.includes(name) || (command.name.startsWith('python') && hasSequence(command, '-m', name));
  return !wraps('pipx') && !wraps('pipenv');
}

/** Whether an ENV above, in this stage or one that it builds on, turns the cache off. */
function isOffByEnv(of: Instruction, file: Dockerfile): boolean {
  const { globals, ...stages } = stagesOf(file);
  const stage = stages.of(of);
  const around = stage ? lineOf(stage).flatMap(({ instructions }) => instructions) : globals;
  return around
    .filter(({ keyword, start }) => keyword === 'ENV' && start < of.start)
    .flatMap((env) => pairsOf(env, file))
    .some(({ key, value = '' }) => key === 'PIP_NO_CACHE_DIR' && TRUE.exec(value)?.[0] === value);
}
