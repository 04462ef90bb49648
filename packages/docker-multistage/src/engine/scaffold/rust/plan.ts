import path from 'node:path';
import type { DockerfilePlan, ScaffoldOptions, StagePlan, WantedStage } from '../types.js';
import { planBuildStages } from './build-stages.js';
import type { RustFacts } from './facts.js';
import { architecturesOf } from './platforms.js';
import { chooseRuntime, imageArgs } from './runtimes.js';
import { planRuntimeStages } from './runtime-stages.js';
import type { RustPlan } from './types.js';

/** Plans the Dockerfile of a crate: the dependencies are compiled in a layer that no source is in. */
export function planRust(facts: RustFacts, options: ScaffoldOptions): DockerfilePlan {
  const runtime = chooseRuntime(facts, options.runtime);
  const port = options.port ?? facts.service.port;
  const wants = (stage: WantedStage): boolean => options.stages?.includes(stage) ?? true;
  const plan = { facts, options, runtime, port, architectures: architecturesOf(options.platforms), wants };
  const stages: StagePlan[] = [...planBuildStages(plan), ...planRuntimeStages(plan)];
  return {
    args: imageArgs(facts, runtime),
    stages,
    ignore: ignoreLines(facts),
    ...(port !== undefined && { port }),
    notes: notesOf(plan),
  };
}

/** Everything is left out but what some stage copies. */
function ignoreLines({ sources, testSources, otherMembers, cargoRoot, config, sqlxData }: RustFacts): string[] {
  const inCargoRoot = (name: string): string => (cargoRoot === '.' ? name : `${cargoRoot}/${name}`);
  const kept = [
    inCargoRoot('Cargo.toml'),
    inCargoRoot('Cargo.lock'),
    ...(config === undefined ? [] : [config]),
    ...(sqlxData === undefined ? [] : [sqlxData]),
    ...sources,
    ...testSources,
  ].filter((one) => one !== '.');
  const isWhole = sources.includes('.');
  return [
    ...(isWhole ? [] : ['# Everything stays out but what the image is made of.', '*', ...kept.map((one) => `!${one}`)]),
    ...(otherMembers.length > 0 && !isWhole
      ? ['# What cargo wants to see of the other members of its workspace.', ...otherMembers.map((one) => `!${one}`)]
      : []),
    '**/target',
    '**/.git',
    '**/.env*',
    '**/Dockerfile*',
  ];
}

function notesOf({ facts, runtime, port, options }: RustPlan): string[] {
  const { service, main, others, channel } = facts;
  const opens = service.opens.filter(
    (file) => !options.assets.some((asset) => path.posix.normalize(`${file}/`).startsWith(`${asset}/`)),
  );
  const isService = service.kind !== 'program';
  return [
    ...(isService && port === undefined ? ['No port was found in the code: name it with `--port`.'] : []),
    ...(service.loopbackOnly
      ? ['The code listens on this machine alone (127.0.0.1): nothing outside the container reaches it.']
      : []),
    ...(isService && options.healthcheck !== 'none' && !runtime.shell && service.healthArgument === undefined
      ? [
          `A ${runtime.name} image has nothing to ask for health with, so there is no HEALTHCHECK. Give the program an argument \`--health\`, or let compose or Kubernetes ask.`,
        ]
      : []),
    ...(opens.length > 0
      ? [
          `The code opens ${opens.map((file) => `\`${file}\``).join(', ')} when it runs: name what of it the image needs with \`--assets\`.`,
        ]
      : []),
    ...(others.length > 0
      ? [`The crate has several programs: ${main.name} is that of production, each other has a stage by its name.`]
      : []),
    ...(channel?.includes('-') ? [`There is no image of ${channel}: the newest nightly is taken.`] : []),
  ];
}
