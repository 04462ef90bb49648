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

/** What uv, poetry, pip, cargo, npm, pnpm and yarn read in the folders above a project, and what rules a context there. */
const rootFiles = [
  ['pyproject.toml', 'uv.lock', 'uv.toml', '.python-version', '.python-versions', 'poetry.lock', 'poetry.toml'],
  ['requirements.txt', 'requirements.lock', 'constraints.txt'],
  ['Cargo.toml', 'Cargo.lock', 'rust-toolchain', 'rust-toolchain.toml'],
  ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'yarn.lock'],
  ['.npmrc', '.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs', '.pnpmfile.mjs', '.nvmrc', '.node-version', '.dockerignore'],
].flat();
const rootPatterns = [`{${rootFiles.join(',')}}`, '.cargo/{config,config.toml}', 'patches/**/*'];

function context(facts: DockerProjectFacts, { options, tool }: TargetSettings): TargetConfiguration {
  const { root, name, above, reads, include } = facts;
  const target = options.dockerContextTargetName;
  const folder = `{workspaceRoot}/${outputPath(root, 'docker-context')}`;
  return {
    executor: '@hone/docker-multistage:context',
    cache: true,
    inputs: [
      // A build may copy any of them; what git ignores is no file to Nx.
      '{projectRoot}/**/*',
      '^{projectRoot}/**/*',
      ...above.flatMap((one) => rootPatterns.map((pattern) => input(one, root, pattern))),
      ...new Set([...reads, ...include.flatMap((one) => [one, `${one}/**/*`])].map((one) => `{workspaceRoot}/${one}`)),
      noPackages,
    ],
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
  { options, tool }: TargetSettings,
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
    inputs: [{ dependentTasksOutputFiles: '**/docker-context.json', transitive: false }, noPackages],
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
      tool,
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
    inputs: [{ dependentTasksOutputFiles: '**/image*.json', transitive: false }, noPackages],
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

/** A Dockerfile and the ignore files that can count for it. */
function lintedFiles({ file, context }: DockerfileFacts, root: string): string[] {
  return [file, `${file}.dockerignore`, path.posix.join(context, '.dockerignore')].map((one) => input(one, root));
}

/** The configurations that can count: the nearest does, from the project's folder upwards. */
function hadolintFiles(root: string): string[] {
  return [root, ...foldersAbove(root)].map((folder) => input(folder, root, '.hadolint.{yaml,yml}'));
}

/**
 * A file as an input of a target. Its name is no pattern, unless it is given besides.
 *
 * @param pattern of files in the folder that `file` then is
 */
function input(file: string, root: string, pattern = ''): string {
  const escaped = path.posix.join(file.replace(/[[\]{}*?!()]/g, '?'), pattern);
  if (root === '.') return `{projectRoot}/${escaped}`;
  const isOwn = file === root || file.startsWith(`${root}/`);
  return isOwn ? `{projectRoot}/${escaped.slice(root.length + 1)}` : `{workspaceRoot}/${escaped}`;
}

function listOf(dockerfiles: readonly DockerfileFacts[], root: string): string {
  const [only, ...others] = dockerfiles;
  if (others.length > 0) return `${dockerfiles.length} Dockerfiles`;
  return only!.file.slice(root === '.' ? 0 : root.length + 1);
}
