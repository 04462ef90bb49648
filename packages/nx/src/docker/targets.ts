import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import { contextInputs, lintInputs, outputInputs } from './inputs.js';
import type { DockerProjectFacts, DockerfileFacts } from './types.js';

/** What the targets depend on besides a project's facts. */
export interface TargetSettings {
  options: ResolvedOptions;
  /** `@hone/docker-multistage` with its version. */
  tool: string;
  /** What this machine's engine builds for, unless it is told otherwise: `x64`, `arm64`, as Node calls it. */
  architecture: string;
}

/** The targets that a project has for its Dockerfiles. */
export function dockerTargets(
  facts: DockerProjectFacts,
  settings: TargetSettings,
): Record<string, TargetConfiguration> {
  const { docker, ...names } = settings.options;
  const targets = { [names.dockerLintTargetName]: lint(facts, settings) };
  if (!docker.build) return targets;
  targets[names.dockerContextTargetName] = context(facts, settings);
  for (const dockerfile of facts.dockerfiles) {
    const named = (name: string): string => (dockerfile.suffix === '' ? name : `${name}-${dockerfile.suffix}`);
    const target = named(names.dockerBuildTargetName);
    targets[target] = build(facts, dockerfile, target, settings);
    if (docker.output !== 'engine') {
      targets[named(names.dockerLoadTargetName)] = load(facts, dockerfile, target, named(names.dockerLoadTargetName));
    }
  }
  return targets;
}

function lint(facts: DockerProjectFacts, { options, tool }: TargetSettings): TargetConfiguration {
  const { root, name, dockerfiles, outside } = facts;
  const target = options.dockerLintTargetName;
  const looksOutside = Object.keys(outside).length > 0;
  return {
    executor: '@hone/docker-multistage:lint',
    cache: true,
    inputs: lintInputs(facts),
    outputs: ['{options.reportPath}'],
    options: {
      reportPath: `{workspaceRoot}/${outputPath(root, `${target}.sarif`)}`,
      tool,
      found: Object.fromEntries(dockerfiles.map(({ file, context }) => [file, context])),
      ...(looksOutside && { outsideClosure: outside }),
    },
    metadata: {
      description: `Lints ${listOf(dockerfiles, root)} with BuildKit's checks, hadolint's rules and rules on layers, caches and stages.`,
      technologies: ['docker'],
      help: {
        command: `npx nx run ${name}:${target} --help`,
        example: { options: { failOn: 'warning', ignore: ['DL3008'] } },
      },
    },
  };
}

function context(facts: DockerProjectFacts, { options, tool }: TargetSettings): TargetConfiguration {
  const { root, name, include } = facts;
  const target = options.dockerContextTargetName;
  const folder = `{workspaceRoot}/${outputPath(root, 'docker-context')}`;
  return {
    executor: '@hone/docker-multistage:context',
    cache: true,
    inputs: contextInputs(facts),
    outputs: [folder, `${folder}.json`],
    options: { tool, ...(include.length > 0 && { include }) },
    metadata: {
      description: `Writes the build context of ${name}: its files, those of the projects it depends on, and its part of the locks.`,
      technologies: ['docker'],
      help: { command: `npx nx run ${name}:${target} --help`, example: { options: { include: ['certificates'] } } },
    },
  };
}

function build(
  { root, name }: DockerProjectFacts,
  dockerfile: DockerfileFacts,
  target: string,
  { options, tool, architecture }: TargetSettings,
): TargetConfiguration {
  const { output, imagePrefix } = options.docker;
  const { file, suffix } = dockerfile;
  const ending = suffix === '' ? '' : `-${suffix}`;
  const image = `${imagePrefix}{projectName}${ending}`;
  const folder = outputPath(root, 'docker-context');
  const archive = `{workspaceRoot}/${outputPath(root, `image${ending}.oci.tar`)}`;
  return {
    executor: '@hone/docker-multistage:build',
    // An image in the engine is no file that Nx could put back.
    cache: output !== 'engine',
    dependsOn: [options.dockerContextTargetName],
    inputs: outputInputs('**/docker-context.json'),
    outputs: [
      '{options.reportPath}',
      '{options.imagePath}',
      // One, or one a stage.
      ...(output === 'oci' ? [archive, archive.replace(/oci\.tar$/, '*.oci.tar')] : []),
    ],
    options: {
      dockerfile: file,
      context: path.posix.join(folder, dockerfile.context),
      ...(image !== '{projectName}' && { image }),
      ...(output !== 'engine' && { output }),
      reportPath: `{workspaceRoot}/${outputPath(root, `${target}.sarif`)}`,
      imagePath: imagePath(root, ending),
      ...(output === 'oci' && ending !== '' && { archivePath: archive }),
      // An archive that one machine made is no hit on one of another kind.
      tool: output === 'engine' ? tool : `${tool} ${architecture}`,
    },
    metadata: {
      description: `Builds the image of ${file} from the context that ${options.dockerContextTargetName} writes${ENDS[output]}.`,
      technologies: ['docker'],
      help: {
        command: `npx nx run ${name}:${target} --help`,
        example: { options: { stages: ['production'], tags: ['{shortSha}'] } },
      },
    },
  };
}

const ENDS: Readonly<Record<ResolvedOptions['docker']['output'], string>> = {
  engine: '',
  oci: ', into an archive that Nx caches',
  push: ', and pushes it',
};

function load(
  { root, name }: DockerProjectFacts,
  { suffix, file }: DockerfileFacts,
  buildTarget: string,
  target: string,
): TargetConfiguration {
  return {
    executor: '@hone/docker-multistage:load',
    cache: false,
    dependsOn: [buildTarget],
    inputs: outputInputs('**/image*.json'),
    options: { imagePath: imagePath(root, suffix === '' ? '' : `-${suffix}`) },
    metadata: {
      description: `Makes the engine have exactly the image that ${buildTarget} made of ${file}.`,
      technologies: ['docker'],
      help: { command: `npx nx run ${name}:${target} --help`, example: {} },
    },
  };
}

function imagePath(root: string, ending: string): string {
  return `{workspaceRoot}/${outputPath(root, `image${ending}.json`)}`;
}

function listOf(dockerfiles: readonly DockerfileFacts[], root: string): string {
  const [only, ...others] = dockerfiles;
  if (others.length > 0) return `${dockerfiles.length} Dockerfiles`;
  return only!.file.slice(root === '.' ? 0 : root.length + 1);
}
