import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { edit, nx, read, repositoryRoot, uv, write } from '@hone/e2e/harness';
import { benchFolder } from '../lib/definition.js';
import { installNoop } from '../lib/floor.js';
import { type NxMode, underGit, writeNxJson } from '../lib/hone-workspace.js';
import { linkInstallation } from '../lib/installation.js';
import { BEGINNER, FULL_PYTHON, FULL_PYTHON_DOCKERFILE, PYTHON, RUNTIME, RUST, TUNED, UV } from './dockerfiles.js';

export const GATEWAY = 'services/memory-gateway';
export const ROUTER = 'services/router';
const PREFIX = 'hone-bench/docker-images-';
/** Like our targets: a build that follows on a context, each a batch of its own. */
const NOOP_TARGETS = {
  noop: { executor: 'nx:noop' },
  context: { executor: 'noop:context', options: { file: 'dist/noop/context.json' } },
  build: { executor: 'noop:build', options: { file: 'dist/noop/build.json' } },
  both: { executor: 'noop:build', options: { file: 'dist/noop/build.json' }, dependsOn: ['context'] },
};
const LEFT_OUT = new Set(['node_modules', 'dist', '.nx', '.venv', '__pycache__', 'target']);

/** The part of image.json that is read here. */
export interface Image {
  id: string;
  tags: string[];
  /** Bytes. */
  size: number;
  layers: { size: number; createdBy: string }[];
  steps: { name: string; cached: boolean }[];
  seconds: number;
}

/** Makes a copy of the example in which Hone is installed, with three Dockerfiles beside the generated ones. */
export async function makeWorkspace(installation: string): Promise<string> {
  const workspace = join(benchFolder, 'docker-images', 'polyglot');
  rmSync(workspace, { recursive: true, force: true });
  rmSync(`${workspace}-state`, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(join(repositoryRoot, 'examples', 'polyglot'), workspace, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(basename(path)),
  });
  linkInstallation(installation, workspace);
  write(workspace, '.gitignore', 'node_modules\ndist\n.nx\n');
  write(workspace, `${GATEWAY}/Dockerfile.beginner`, BEGINNER);
  write(workspace, `${GATEWAY}/Dockerfile.tuned`, TUNED);
  write(workspace, `${GATEWAY}/Dockerfile.full`, FULL_PYTHON_DOCKERFILE);
  installNoop(workspace, ['context', 'build']);
  write(workspace, 'noop/project.json', JSON.stringify({ name: 'noop', targets: NOOP_TARGETS }));
  setOutput(workspace, 'engine');
  await underGit(workspace);
  return workspace;
}

/** Builds go to the engine alone, or into an archive that Nx caches. */
export function setOutput(workspace: string, output: 'engine' | 'oci'): void {
  const build = {
    options: {
      buildArgs: { PYTHON_IMAGE: PYTHON, UV_IMAGE: UV, RUST_IMAGE: RUST, RUNTIME_IMAGE: RUNTIME },
      tags: ['latest'],
    },
  };
  const [fullName] = FULL_PYTHON.split(':');
  writeNxJson(workspace, {
    plugins: [{ plugin: '@hone/nx', options: { docker: { output, imagePrefix: PREFIX } } }],
    targetDefaults: {
      'docker-build': build,
      'docker-build-beginner': { options: { context: `dist/hone/${GATEWAY}/docker-context` } },
      'docker-build-full': { options: { image: fullName, tags: ['latest'] } },
    },
  });
}

/** How a target ended. */
export interface Built {
  image: Image;
  /** Of the whole command. */
  seconds: number;
  /** Whether Nx took the result of the target from its cache. */
  hit: boolean;
}

/** The ids of all images that were built here. */
export const madeImages = new Set<string>();

/** Builds an image through Nx. */
export async function build(
  workspace: string,
  root: string,
  { target = 'docker-build', daemon = false }: { target?: string } & Partial<NxMode> = {},
): Promise<Built> {
  const id = `${basename(root)}:${target}`;
  const { code, output, seconds, tasks } = await nx(workspace, ['run', id, '--outputStyle=static'], envOf({ daemon }));
  if (code !== 0) throw new Error(`nx run ${id} failed:\n${output}`);
  const name = target.replace('docker-build', 'image');
  const { images } = JSON.parse(read(workspace, `dist/hone/${root}/${name}.json`)) as { images: [Image] };
  const task = tasks.find(({ taskId }) => taskId === id);
  madeImages.add(images[0].id);
  return { image: images[0], seconds, hit: task !== undefined && task.cacheStatus !== 'cache-miss' };
}

/** What Nx costs for targets that do nothing: `noop` starts no process, `build` one batch, `both` two. */
export async function runNoop(workspace: string, target: keyof typeof NOOP_TARGETS, mode: NxMode): Promise<number> {
  return (await nx(workspace, ['run', `noop:${target}`, '--outputStyle=static'], envOf(mode))).seconds;
}

/** Has Nx see the files as they are: its daemon computes the graph as soon as one changes, while its user still types. */
export async function settle(workspace: string, mode: NxMode): Promise<void> {
  if (!mode.daemon) return;
  // It gathers changes for a moment before it begins.
  await setTimeout(500);
  await nx(workspace, ['show', 'projects'], envOf(mode));
}

const envOf = ({ daemon }: NxMode) => ({ env: { NX_DAEMON: String(daemon) } });

let edits = 0;

/** Adds a comment that was never there before, so that no cache knows the file. */
export function editFile(workspace: string, file: string, comment: '#' | '//'): void {
  edit(workspace, file, (text) => `${text}${comment} ${process.pid}-${++edits}\n`);
}

/** The manifests and the lock of two states of a project's dependencies. */
export interface DependencyChange {
  /** Goes from one state to the other. */
  toggle(): void;
}

/** Lets uv add a package to a project, and take it away; it comes again by `toggle`. */
export async function planDependency(workspace: string, root: string, program: string): Promise<DependencyChange> {
  const files = ['uv.lock', `${root}/pyproject.toml`];
  const readAll = () => files.map((file) => readFileSync(join(workspace, file)));
  const change = (...args: string[]) =>
    uv(workspace, [...args, '--no-sync', '--package', basename(root), 'tomli-w'], program);
  await change('add');
  await change('remove', '--offline');
  const before = readAll();
  await change('add', '--offline');
  const after = readAll();
  let added = true;
  const toggle = (): void => {
    added = !added;
    for (const [index, file] of files.entries()) writeFileSync(join(workspace, file), (added ? after : before)[index]!);
  };
  toggle();
  return { toggle };
}
