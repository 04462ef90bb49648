import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { edit } from './files.js';
import type { NxRun } from './nx.js';
import { repositoryRoot } from './paths.js';
import { mustRun, run } from './processes.js';

/** The stand-in base images that `tools/ci/stand-in-images.sh` makes, by the ARG of the generated Dockerfiles. */
export const STAND_INS = {
  PYTHON_IMAGE: 'hone-stand-in/python:3.11',
  UV_IMAGE: 'hone-stand-in/uv:0.9',
  RUST_IMAGE: 'hone-stand-in/rust:1.95',
  RUNTIME_IMAGE: 'hone-stand-in/cc:bookworm',
} as const;

/** Whether an engine answers and has the base images; where one is missing, says which tests are skipped for it. */
export async function hasEngine(suite: string): Promise<boolean> {
  for (const [args, missing] of [
    [['version'], 'no Docker engine answers: start one'],
    ...Object.values(STAND_INS).map(
      (image) =>
        [['image', 'inspect', image], `the image ${image} is missing: tools/ci/stand-in-images.sh makes it`] as const,
    ),
  ] as const) {
    const found = await run(['docker', ...args], { cwd: repositoryRoot }).catch(() => undefined);
    if (found?.code === 0) continue;
    console.warn(`SKIPPED ${suite}: ${missing}`);
    return false;
  }
  return true;
}

/** Adds the router of the example to a workspace, with its Cargo workspace. */
export function copyRouter(workspace: string): void {
  for (const part of ['Cargo.toml', 'Cargo.lock', 'crates', 'proto', 'services/router']) {
    cpSync(join(repositoryRoot, 'examples', 'polyglot', part), join(workspace, part), {
      recursive: true,
      filter: (path) => !['target', 'Dockerfile', 'Dockerfile.dockerignore'].includes(basename(path)),
    });
  }
  appendFileSync(join(workspace, '.gitignore'), '\ntarget\n');
}

/** Removes the Dockerfiles that came with the example. */
export function removeDockerfiles(workspace: string, ...services: string[]): void {
  for (const service of services) {
    rmSync(join(workspace, 'services', service, 'Dockerfile'), { force: true });
    rmSync(join(workspace, 'services', service, 'Dockerfile.dockerignore'), { force: true });
  }
}

/** Sets where the images of Hone go, and options of build targets, in nx.json. */
export function setImages(
  workspace: string,
  output: 'engine' | 'oci',
  targets: Record<string, Record<string, unknown>>,
): void {
  edit(workspace, 'nx.json', (text) => {
    const nxJson = JSON.parse(text);
    const plugins = nxJson.plugins.map((entry: string | { plugin: string; options?: object }) => {
      const { plugin, options } = typeof entry === 'string' ? { plugin: entry, options: {} } : entry;
      return plugin === '@hone/nx' ? { plugin, options: { ...options, docker: { output } } } : entry;
    });
    const targetDefaults = Object.fromEntries(Object.entries(targets).map(([name, options]) => [name, { options }]));
    return `${JSON.stringify({ ...nxJson, plugins, targetDefaults }, null, 2)}\n`;
  });
}

/** An image as a build recorded it. */
export interface BuiltImage {
  id: string;
  tags: string[];
  size: number;
  layers: { digest: string; size: number; createdBy: string }[];
  steps: { name: string; cached: boolean }[];
}

/** What a build of the project at a folder recorded. */
export function imageOf(workspace: string, root: string): BuiltImage {
  return JSON.parse(readFileSync(join(workspace, 'dist', 'hone', root, 'image.json'), 'utf8')).images[0];
}

/** The steps that ran, as `build 4/5`, without that of the base images. */
export function stepsRun({ steps }: BuiltImage): string[] {
  return steps.flatMap(({ name, cached }) => (cached ? [] : (/^\[(\S+ \d+\/\d+)\]/.exec(name)?.[1] ?? [])));
}

/** What became of the tasks of one target, by project. */
export function statusOf({ tasks }: NxRun, target: string): Record<string, 'ran' | 'cached' | 'failed'> {
  const wanted = tasks.filter((task) => task.target === target);
  return Object.fromEntries(
    wanted.map(({ projectName, cacheStatus, status }) => [
      projectName,
      status !== 0 ? 'failed' : cacheStatus === 'cache-miss' ? 'ran' : 'cached',
    ]),
  );
}

/** Runs the docker CLI. */
export async function docker(...args: string[]): Promise<string> {
  const { output } = await mustRun(['docker', ...args], { cwd: repositoryRoot });
  return output.trim();
}

/** Removes images of this run; one that is not there is no error. */
export async function removeImages(...images: string[]): Promise<void> {
  await run(['docker', 'rmi', '--force', ...images], { cwd: repositoryRoot });
}

/** Starts a container, does something with it and removes it. */
export async function withContainer<T>(image: string, work: (container: string) => Promise<T>): Promise<T> {
  const container = await docker('run', '--detach', '--publish-all', '--init', image);
  try {
    return await work(container);
  } finally {
    await run(['docker', 'rm', '--force', container], { cwd: repositoryRoot });
  }
}

/** What a port of a container answers to a request, once it answers; throws with the container's log when it does not. */
export async function askPort(
  container: string,
  port: number,
  path: string,
): Promise<{ status: number; body: string }> {
  const [published = ''] = (await docker('port', container, String(port))).split('\n');
  const url = `http://127.0.0.1:${published.slice(published.lastIndexOf(':') + 1)}${path}`;
  for (let attempt = 0; attempt < 60; attempt++) {
    // Docker's proxy takes the connection before the program listens, and may then never answer on it.
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer) return { status: answer.status, body: await answer.text() };
    await sleep(250);
  }
  throw new Error(`Nothing answers at ${url}:\n${await docker('logs', container)}`);
}
