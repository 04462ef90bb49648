import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { closureOf } from '@hone/core/nx';
import { createProjectGraphAsync, logger, type ProjectGraph, type Tree } from '@nx/devkit';
import { mergeCompose, renderCompose } from '../../engine/compose/merge.js';
import { planServices } from '../../engine/compose/plan-services.js';
import { parseImageStages } from '../../engine/compose/read-image.js';
import type { ImageFacts } from '../../engine/compose/types.js';
import type { ComposeOptions } from './schema.js';

/** What surrounds the generator; tests give their own. */
export interface Surroundings {
  readGraph?: () => Promise<ProjectGraph>;
}

/** Writes a compose file with a service for each image, or adds to the one that is there. */
export default async function composeGenerator(
  tree: Tree,
  options: ComposeOptions,
  surroundings: Surroundings = {},
): Promise<void> {
  const graph = await (surroundings.readGraph ?? createProjectGraphAsync)();
  const file = composeFile(tree, options.file);
  const images = readImages(tree, graph, options.projects);
  const { development = 'watch', cpus = '1', memory = '512M', force = false } = options;
  const services = planServices(images, { file, development, cpus, memory });
  const existing = tree.read(file, 'utf8');
  if (existing === null || existing.trim() === '') {
    tree.write(file, renderCompose(services));
    return;
  }
  const { text, foreign } = mergeCompose(existing, services, file, force);
  if (text !== existing) tree.write(file, text);
  for (const name of foreign) logger.warn(`${file}: the service ${name} is something else and stays as it is.`);
}

/** https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

function composeFile(tree: Tree, wanted: string | undefined): string {
  if (wanted === undefined) return NAMES.find((name) => tree.exists(name)) ?? 'compose.yaml';
  const file = path.posix.normalize(wanted.replaceAll('\\', '/'));
  if (!path.posix.isAbsolute(file) && !file.startsWith('..') && /\.ya?ml$/.test(file)) return file;
  throw new HoneError(
    `${JSON.stringify(wanted)} is no compose file of the workspace. Name a .yaml file inside of it.`,
    {
      hint: 'Name a .yaml file inside of it.',
    },
  );
}

/** Manifests and locks by language: after an edit of one, dependencies are installed anew. */
const MANIFESTS: readonly (readonly string[])[] = [
  ['pyproject.toml', 'uv.lock', 'poetry.lock', 'requirements.txt'],
  ['Cargo.toml', 'Cargo.lock'],
  ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'],
];

function readImages(tree: Tree, graph: ProjectGraph, wanted: readonly string[] | undefined): ImageFacts[] {
  const unknown = wanted?.find((name) => !graph.nodes[name]);
  if (unknown !== undefined) {
    throw new HoneError(
      `There is no project ${JSON.stringify(unknown)}. See \`nx show projects\` for those that are there.`,
    );
  }
  const names = [...new Set(wanted ?? Object.keys(graph.nodes))].sort();
  const images = names.flatMap((name) => readImage(tree, graph, name) ?? []);
  const without = wanted?.find((name) => !images.some(({ project }) => project === name));
  if (images.length > 0 && without === undefined) return images;
  const who = without === undefined ? 'No project has a Dockerfile' : `The project ${without} has no Dockerfile`;
  throw new HoneError(`${who}. Write one with \`nx g @hone/docker-multistage:dockerfile\`.`);
}

function readImage(tree: Tree, graph: ProjectGraph, project: string): ImageFacts | undefined {
  const root = graph.nodes[project]?.data.root ?? '.';
  const dockerfile = path.posix.join(root, 'Dockerfile');
  const text = tree.read(dockerfile, 'utf8');
  const stages = text === null ? undefined : parseImageStages(text);
  if (!stages) return undefined;
  const has = (folder: string, name: string): boolean => tree.exists(path.posix.join(folder, name));
  const manifests = MANIFESTS.filter((names) => names.some((name) => has(root, name))).flatMap((names) =>
    [...new Set(['.', root])].flatMap((folder) => names.map((name) => path.posix.join(folder, name))),
  );
  return {
    project,
    root,
    dockerfile,
    stages,
    // Only services are waited for: `planServices` takes those that have images.
    dependsOn: closureOf(project, graph).map(({ name }) => name),
    manifests: manifests.filter((file) => tree.exists(file)).sort(),
  };
}
