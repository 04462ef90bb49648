import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { errorMessage } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import { parseDockerfile } from '../../dockerfile/index.js';
import { buildImage, openTask } from '../../build/build-image.js';
import type { Connection } from '../../build/connect.js';
import { surroundings } from '../../build/connect.js';
import { readSecrets } from '../../build/secrets.js';
import type { BuildRun, ImageRequest } from '../../build/types.js';
import { markCaches } from './mark-caches.js';
import type { MountRecords } from './mount-records.js';
import { mountRecords } from './mount-records.js';
import type { BuiltImage, FailedBuild, RunResult, VerifyBuild, VerifyEngine } from './types.js';

const LABEL = 'hone.verify';
const POLL_MS = 300;
/** Without a check, a container that is still there after this time is taken to work. */
const SETTLE_SECONDS = 3;

/** Verification on a real engine. Whatever it makes carries a mark of its own, by which it is found again. */
export function dockerVerifyEngine(connection: Connection, signal: AbortSignal): VerifyEngine {
  const mark = `hone-verify-${randomBytes(6).toString('hex')}`;
  const { docker } = connection;
  const containers = new Set<string>();
  const mounts = mountRecords(docker);
  return {
    build: async (request) => {
      await mounts.remember(request.dockerfile);
      return build(request, connection, mark, signal);
    },
    healthCheckOf: async (image) => {
      const { Config } = await docker.getImage(image).inspect();
      return checkCommand((Config as { Healthcheck?: { Test?: string[] } }).Healthcheck?.Test);
    },
    run: async (image, check, timeoutSeconds) => {
      const container = await docker.createContainer({
        Image: image,
        Labels: { [LABEL]: mark },
        Healthcheck: { Test: ['NONE'] },
      });
      containers.add(container.id);
      try {
        return await ask(container, check, timeoutSeconds, signal);
      } finally {
        await container.remove({ force: true, v: true });
        containers.delete(container.id);
      }
    },
    cleanUp: () => cleanUp(docker, mark, containers, mounts),
  };
}

async function build(
  { folder, dockerfile, noCache, buildArgs }: VerifyBuild,
  connection: Connection,
  mark: string,
  signal: AbortSignal,
): Promise<BuiltImage | FailedBuild> {
  const [workspaceRoot, context] = [path.dirname(folder), path.basename(folder)];
  const log: string[] = [];
  const run: BuildRun = { workspaceRoot, signal, onLine: (_, line) => log.push(line) };
  const parsed = parseDockerfile(markCaches(dockerfile, mark));
  const request: ImageRequest = {
    ...plain,
    context,
    dockerfile: fileName(folder, context),
    tags: [`${mark}:latest`],
    labels: { [LABEL]: mark },
    noCache,
    buildArgs: { ...buildArgs },
  };
  const task = await openTask(connection, request, parsed, await readSecrets([], workspaceRoot), run, surroundings());
  const started = performance.now();
  try {
    const end = await buildImage(request, task, run);
    if (end.kind === 'failed') {
      const reasons = end.diagnostics.map(({ message, location }) =>
        location?.region ? `line ${location.region.start.line}: ${message}` : message,
      );
      return { kind: 'failed', message: [...reasons, ...(end.step?.log ?? log).slice(-10)].join('\n') };
    }
    const { id, size, layers } = end.image;
    return { kind: 'built', id, size, layers: layers.length, seconds: (performance.now() - started) / 1000 };
  } finally {
    task.session.close();
  }
}

/** A name that no file of the context has; the text goes over the session. */
function fileName(folder: string, context: string): string {
  let name = 'Dockerfile';
  while (fs.existsSync(path.join(folder, `${name}.dockerignore`)) && name.length < 40) name += '_';
  return `${context}/${name}`;
}

const plain: Omit<ImageRequest, 'context' | 'dockerfile' | 'tags' | 'labels' | 'noCache' | 'buildArgs'> = {
  task: 'optimize',
  project: 'optimize',
  root: '.',
  stage: undefined,
  stageLabel: 'optimize',
  name: 'optimize',
  secrets: [],
  ssh: [],
  platforms: [],
  cacheFrom: [],
  cacheTo: [],
  inlineCache: false,
  pull: false,
  network: undefined,
  extraHosts: [],
  shmSize: undefined,
  output: 'engine',
  archive: undefined,
  builder: undefined,
};

function checkCommand(test: readonly string[] | undefined): readonly string[] | undefined {
  const [kind, ...words] = test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : undefined;
}

async function ask(
  container: Docker.Container,
  check: readonly string[] | undefined,
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<RunResult> {
  const seconds = check ? timeoutSeconds : SETTLE_SECONDS;
  try {
    await container.start();
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end && !signal.aborted) {
      const { State } = await container.inspect();
      if (!State.Running) {
        if (State.ExitCode === 0 && !check) return { works: true };
        return {
          works: false,
          message: `The container ended with exit code ${State.ExitCode}.\n${await logOf(container)}`.trim(),
        };
      }
      if (check && (await answers(container, check))) return { works: true };
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    if (signal.aborted) return { works: false, message: 'It was interrupted.' };
    if (!check) return { works: true };
    return {
      works: false,
      message: `\`${check.join(' ')}\` did not succeed within ${seconds} s.\n${await logOf(container)}`.trim(),
    };
  } catch (error) {
    return { works: false, message: errorMessage(error) };
  }
}

async function answers(container: Docker.Container, check: readonly string[]): Promise<boolean> {
  const exec = await container.exec({ Cmd: [...check], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  stream.resume();
  await new Promise((resolve) => stream.on('end', resolve).on('close', resolve).on('error', resolve));
  return (await exec.inspect()).ExitCode === 0;
}

async function logOf(container: Docker.Container): Promise<string> {
  const multiplexed = (await container.logs({ stdout: true, stderr: true, tail: 20 })) as unknown as Buffer;
  const parts: Buffer[] = [];
  // Each part has a header of eight bytes, of which the last four are its length.
  for (let at = 0; at + 8 <= multiplexed.length;) {
    const end = at + 8 + multiplexed.readUInt32BE(at + 4);
    parts.push(multiplexed.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(parts).toString('utf8').trimEnd();
}

/** Removes containers and images by their label, and the cache mounts by their id. Errors leave the rest to go on. */
async function cleanUp(
  docker: Docker,
  mark: string,
  containers: ReadonlySet<string>,
  mounts: MountRecords,
): Promise<void> {
  const filters = { label: [`${LABEL}=${mark}`] };
  const quietly = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch {
      // What is gone already needs no removal.
    }
  };
  for (const id of containers) await quietly(() => docker.getContainer(id).remove({ force: true, v: true }));
  const images = await docker.listImages({ all: true, filters }).catch(() => []);
  for (const { Id } of images) await quietly(() => docker.getImage(Id).remove({ force: true }));
  await quietly(() => mounts.prune());
}
