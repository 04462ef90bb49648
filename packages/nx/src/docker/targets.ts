import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import type { DockerProjectFacts, DockerfileFacts } from './types.js';

/** What the targets depend on besides a project's facts. */
export interface TargetSettings {
  options: ResolvedOptions;
  /** `@hone/docker-multistage` with its version. */
  tool: string;
}

type Input = NonNullable<TargetConfiguration['inputs']>[number];

const noPackages: Input = { externalDependencies: [] };

/** The targets that a project has for its Dockerfiles. */
export function dockerTargets(
  facts: DockerProjectFacts,
  settings: TargetSettings,
): Record<string, TargetConfiguration> {
  const { dockerLintTargetName } = settings.options;
  return { [dockerLintTargetName]: lint(facts, settings) };
}

function lint(facts: DockerProjectFacts, { options, tool }: TargetSettings): TargetConfiguration {
  const { root, name, dockerfiles, outside } = facts;
  const target = options.dockerLintTargetName;
  const looksOutside = Object.keys(outside).length > 0;
  return {
    executor: '@hone/docker-multistage:lint',
    cache: true,
    inputs: [
      ...new Set(dockerfiles.flatMap((dockerfile) => lintedFiles(dockerfile, root))),
      ...hadolintFiles(root),
      // Whether it depends on them after all: any source may hold the import that another plugin makes an edge of.
      ...(looksOutside ? ['{projectRoot}/**/*', '^{projectRoot}/**/*'] : []),
      noPackages,
    ],
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

/** A Dockerfile and the ignore files that can count for it. */
function lintedFiles({ file, context }: DockerfileFacts, root: string): string[] {
  return [file, `${file}.dockerignore`, path.posix.join(context, '.dockerignore')].map((one) => input(one, root));
}

/** The configurations that can count: the nearest does, from the project's folder upwards. */
function hadolintFiles(root: string): string[] {
  return [root, ...foldersAbove(root)].map((folder) => input(path.posix.join(folder, '.hadolint.{yaml,yml}'), root));
}

/** A file as an input of a target; its name is no pattern but for braces. */
function input(file: string, root: string): string {
  const escaped = file.replace(/[[\]*?!()]/g, '?');
  if (root === '.') return `{projectRoot}/${escaped}`;
  return file.startsWith(`${root}/`) ? `{projectRoot}/${escaped.slice(root.length + 1)}` : `{workspaceRoot}/${escaped}`;
}

function listOf(dockerfiles: readonly DockerfileFacts[], root: string): string {
  const [only, ...others] = dockerfiles;
  if (others.length > 0) return `${dockerfiles.length} Dockerfiles`;
  return only!.file.slice(root === '.' ? 0 : root.length + 1);
}
