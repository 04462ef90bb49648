import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import type { DockerProjectFacts, DockerfileFacts } from './types.js';

type Input = NonNullable<TargetConfiguration['inputs']>[number];

const noPackages: Input = { externalDependencies: [] };

/** What linting reads: Dockerfiles, ignore files and hadolint's configurations. */
export function lintInputs({ root, dockerfiles, outside }: DockerProjectFacts): Input[] {
  return [
    ...new Set(dockerfiles.flatMap((dockerfile) => lintedFiles(dockerfile, root))),
    ...hadolintFiles(root),
    // Whether it depends on them after all: any source may hold the import that another plugin makes an edge of.
    ...(Object.keys(outside).length > 0 ? everything : []),
    noPackages,
  ];
}

/** What a build context is made of. A build may copy any file of the projects; what git ignores is no file to Nx. */
export function contextInputs({ root, above, reads, include }: DockerProjectFacts): Input[] {
  const elsewhere = [...reads, ...include.flatMap((one) => [one, `${one}/**/*`])];
  return [
    ...everything,
    ...above.flatMap((folder) => rootPatterns.map((pattern) => input(folder, root, pattern))),
    ...new Set(elsewhere.map((one) => `{workspaceRoot}/${one}`)),
    noPackages,
  ];
}

/** What is read of another target's outputs alone. */
export function outputInputs(pattern: string): Input[] {
  return [{ dependentTasksOutputFiles: pattern, transitive: false }, noPackages];
}

const everything = ['{projectRoot}/**/*', '^{projectRoot}/**/*'];

/** What uv, poetry, pip, cargo, npm, pnpm and yarn read in the folders above a project, and what rules a context there. */
const rootFiles = [
  ['pyproject.toml', 'uv.lock', 'uv.toml', '.python-version', '.python-versions', 'poetry.lock', 'poetry.toml'],
  ['requirements.txt', 'requirements.lock', 'constraints.txt'],
  ['Cargo.toml', 'Cargo.lock', 'rust-toolchain', 'rust-toolchain.toml'],
  ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'yarn.lock'],
  ['.npmrc', '.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs', '.pnpmfile.mjs', '.nvmrc', '.node-version', '.dockerignore'],
  // What a build of TypeScript reads there, or one by Nx; nx.json counts for every task anyway.
  ['tsconfig*.json', 'babel.config.*'],
].flat();
const rootPatterns = [`{${rootFiles.join(',')}}`, '.cargo/{config,config.toml}', 'patches/**/*'];

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
