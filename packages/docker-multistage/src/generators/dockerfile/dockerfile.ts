import path from 'node:path';
import { createProjectGraphAsync, logger, type ProjectGraph, type Tree } from '@nx/devkit';
import { HoneError } from '@hone/core/diagnostics';
import { closureOf, type ProjectFolder } from '@hone/core/nx';
import { checkAssets } from '../../engine/scaffold/assets.js';
import { findLanguage } from '../../engine/scaffold/languages.js';
import { hasMarks } from '../../engine/scaffold/marks.js';
import { type FindDigest, pinDigests } from '../../engine/scaffold/pin-digests.js';
import { checkFileName, checkSyntax, readOptions } from '../../engine/scaffold/read-options.js';
import {
  renderDockerfile,
  renderIgnore,
  updateDockerfile,
  updateIgnore,
} from '../../engine/scaffold/render-dockerfile.js';
import type { DockerfilePlan, ScaffoldRequest } from '../../engine/scaffold/types.js';
import { writePlatforms } from './build-target.js';
import { renderCommandLine } from './command-line.js';
import { findDigest } from './find-digest.js';
import type { DockerfileOptions } from './schema.js';

/** What surrounds the generator; tests give their own. */
export interface Surroundings {
  readGraph?: () => Promise<ProjectGraph>;
  findDigest?: FindDigest;
}

/** Writes the Dockerfile of a project and its .dockerignore, or brings those that it wrote up to date. */
export default async function dockerfileGenerator(
  tree: Tree,
  options: DockerfileOptions,
  surroundings: Surroundings = {},
): Promise<void> {
  const graph = await (surroundings.readGraph ?? createProjectGraphAsync)();
  const request = requestOf(tree.root, options.project, graph);
  const file = path.posix.join(request.project.root, checkFileName(options.dockerfile ?? 'Dockerfile'));
  const existing = existingText(tree, file, options.force);
  const language = findLanguage(request.workspaceRoot, request.project, languageOf(options));
  const planned = await explained(async () => {
    const read = readOptions(options);
    const plan = await language.plan(request, read);
    checkAssets(request, read.assets, plan);
    return plan;
  });
  const plan = options.pinDigests
    ? await explained(() => pinDigests(planned, existing ?? '', surroundings.findDigest ?? findDigest))
    : planned;
  writeFiles(tree, file, plan, existing, options);
  writePlatforms(tree, request.project, file, options.platforms);
  for (const note of plan.notes ?? []) logger.warn(note);
}

const languageOf = ({ language = 'auto' }: DockerfileOptions) => (language === 'auto' ? undefined : language);

function requestOf(workspaceRoot: string, name: string, graph: ProjectGraph): ScaffoldRequest {
  const node = graph.nodes[name];
  if (!node) {
    throw refusal(`There is no project ${JSON.stringify(name)}.`, 'See `nx show projects` for those that are there.');
  }
  const project: ProjectFolder = { name, root: node.data.root };
  const prefix = project.root === '.' ? '' : `${project.root}/`;
  const nestedRoots = Object.values(graph.nodes)
    .map(({ data }) => data.root)
    .filter((root) => root !== project.root && root.startsWith(prefix))
    .sort();
  return { workspaceRoot, project, closure: closureOf(name, graph), nestedRoots };
}

/** The text that is to be brought up to date; `undefined` when the file is to be written anew. */
function existingText(tree: Tree, file: string, force = false): string | undefined {
  const text = tree.read(file, 'utf8');
  if (text === null || text.trim() === '') return undefined;
  if (hasMarks(text)) return text;
  if (force) return undefined;
  throw refusal(
    `${file} is there already, and this generator did not write it.`,
    'Improve it with `nx g @hone/docker-multistage:optimize`, write another with `--dockerfile`, or overwrite it with `--force`.',
  );
}

function writeFiles(
  tree: Tree,
  file: string,
  plan: DockerfilePlan,
  existing: string | undefined,
  options: DockerfileOptions,
): void {
  const force = options.force ?? false;
  const render = {
    writtenBy: renderCommandLine(options),
    ...(options.syntax !== undefined && { syntax: checkSyntax(options.syntax) }),
  };
  if (existing === undefined) {
    tree.write(file, renderDockerfile(plan, render));
  } else {
    const { text, kept } = updateDockerfile(existing, plan, { ...render, file, force });
    tree.write(file, text);
    tellKept(file, kept);
  }
  writeIgnore(tree, `${file}.dockerignore`, plan, force);
}

function writeIgnore(tree: Tree, file: string, plan: DockerfilePlan, force: boolean): void {
  const existing = tree.read(file, 'utf8');
  if (existing === null || existing.trim() === '' || (force && !hasMarks(existing))) {
    tree.write(file, renderIgnore(plan));
  } else if (hasMarks(existing)) {
    const { text, kept } = updateIgnore(existing, plan, { file, force });
    tree.write(file, text);
    tellKept(file, kept);
  } else {
    logger.warn(`${file} is there already and stays as it is: the build may not see all that the Dockerfile copies.`);
  }
}

function tellKept(file: string, kept: readonly string[]): void {
  if (kept.length === 0) return;
  const parts = kept.map((name) => `\`${name}\``).join(', ');
  logger.warn(
    `${file}: ${parts} stays as it was edited, though it would be written differently now. \`--force\` rewrites it.`,
  );
}

/** Nx shows an error's message only, so what to do about it stands there too. */
function refusal(message: string, hint: string): HoneError {
  return new HoneError(`${message} ${hint}`, { hint });
}

async function explained<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof HoneError) || error.hint === undefined || error.message.includes(error.hint)) throw error;
    throw refusal(error.message, error.hint);
  }
}
