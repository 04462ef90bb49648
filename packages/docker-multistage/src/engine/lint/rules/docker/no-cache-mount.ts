import type { Dockerfile } from '../../../dockerfile/index.js';
import { mountsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule, SpanEdit } from '../../rule.js';
import type { Run } from '../../scripts.js';
import { runsOf } from '../../scripts.js';
import { insert, replace } from '../support.js';
import { instructionsAbove } from './locations.js';
import type { PackageManager } from './package-managers.js';
import { packageManagers } from './package-managers.js';

export const noCacheMount: Rule = {
  id: 'docker/no-cache-mount',
  source: 'docker',
  summary: 'A package manager runs without a cache mount.',
  reason:
    'Each time the layer is built, everything is downloaded again; a cache mount keeps it from build to build and out of the image.',
  severity: 'info',
  fix: 'Unsafe, since the mount needs BuildKit and the folder depends on the user: mounts the cache of one package manager and takes a flag that turns the cache off away.',
  bad: 'FROM python:3.12-slim\nRUN pip install --no-cache-dir django==5.1.4\n',
  good: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install django==5.1.4\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      if (mountsOf(run.instruction).some(({ type }) => type === 'cache')) continue;
      const managers = packageManagers.filter(({ fetches }) => run.commands.some(fetches));
      const first = managers[0];
      if (!first) continue;
      const command = run.commands.find(first.fetches)!;
      const targets = managers.flatMap(({ caches }) => caches.slice(0, 2));
      yield {
        of: run.instruction,
        at: run.spanOf(command),
        message: `\`${managers.map(({ name }) => name).join('` and `')}\` ${managers.length === 1 ? 'runs' : 'run'} without a cache mount.`,
        hint: `RUN ${targets.map((target) => mountFlag(target, first)).join(' ')} …`,
        ...(managers.length === 1 && fixFor(run, first, file)),
      };
    }
  },
};

function mountFlag(target: string, { exclusive }: PackageManager): string {
  return `--mount=type=cache,target=${target}${exclusive ? ',sharing=locked' : ''}`;
}

/** Only for root, whose home is known; apt and dnf need more than a mount to keep what they fetched. */
function fixFor(
  { instruction, commands, spanOf }: Run,
  manager: PackageManager,
  file: Dockerfile,
): Pick<Finding, 'fix'> {
  const changesUser = instructionsAbove(instruction, file).some(({ keyword }) => keyword === 'USER');
  if (manager.exclusive || changesUser || instruction.exec) return {};
  const flags = manager.caches
    .slice(0, manager.name === 'cargo' || manager.name === 'go' ? 2 : 1)
    .map((target) => mountFlag(target, manager));
  const edits: SpanEdit[] = [insert(instruction.keywordSpan.end, ` ${flags.join(' ')}`)];
  for (const word of commands.filter(manager.fetches).flatMap(({ args }) => args)) {
    if (!manager.noCache?.includes(word.text)) continue;
    const { start, end } = spanOf(word);
    const space = file.text[start - 1] === ' ' ? 1 : 0;
    edits.push(replace({ start: start - space, end }, ''));
  }
  return { fix: { description: `Mount the cache of ${manager.name}`, applicability: 'unsafe', edits } };
}
