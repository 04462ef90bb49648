import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import { type Dockerfile, stagesOf } from '../dockerfile/index.js';
import { parseIgnoreFile } from '../lint/config/ignore-file.js';
import { type Surroundings } from './address.js';
import { authService } from './auth.js';
import type { Connection } from './connect.js';
import { failedEnd } from './ends.js';
import { diagnoseFailure } from './failure.js';
import { listEntries, textEntry } from './file-list.js';
import { fileSync } from './file-sync.js';
import { inspectImage } from './inspect.js';
import { createMask } from './mask.js';
import { imageOutputs } from './outputs.js';
import { type FailedStep, Progress } from './progress.js';
import { type Secrets, secretService } from './secrets.js';
import { type Session, openSession } from './session.js';
import { type BuildQuery, solve } from './solve.js';
import { sshService } from './ssh.js';
import type { BuildRun, BuildStep, ImageEnd, ImageRequest, ImageResult } from './types.js';

/** What the images of one task share: one session, so that the builder runs the stages they have in common once. */
export interface TaskBuild {
  connection: Connection;
  session: Session;
  dockerfile: Dockerfile;
  /** Takes secrets out of a text. */
  mask: (text: string) => string;
}

/**
 * Opens the session of a task's images.
 *
 * @param request any of them
 */
export async function openTask(
  connection: Connection,
  request: ImageRequest,
  dockerfile: Dockerfile,
  secrets: Secrets,
  run: BuildRun,
  around: Surroundings,
): Promise<TaskBuild> {
  const folder = path.join(run.workspaceRoot, request.context);
  const ignoreText = readIgnoreFile(request, run.workspaceRoot);
  const ignoreFile = parseIgnoreFile(ignoreText ?? '');
  const name = path.posix.basename(request.dockerfile);
  const files = fileSync({
    context: ({ ignores, only }) => listEntries(folder, { ignore: ignores ? ignoreFile : undefined, only }),
    // The Dockerfile need not lie in the context, and what its ignore file says of it does not matter.
    dockerfile: () => {
      const own = [textEntry(name, dockerfile.text, textTime(dockerfile.text))];
      if (ignoreText !== undefined) own.push(textEntry(`${name}.dockerignore`, ignoreText, textTime(ignoreText)));
      return Promise.resolve(own);
    },
  });
  const services = [files, secretService(secrets), sshService(request.ssh), authService(around)];
  const session = await openSession(connection.docker, services, `hone:${folder}:${request.dockerfile}`);
  return { connection, session, dockerfile, mask: createMask(secrets.values()) };
}

/** The Dockerfile's own, else that of the context. */
function readIgnoreFile({ dockerfile, context }: ImageRequest, workspaceRoot: string): string | undefined {
  for (const file of [`${dockerfile}.dockerignore`, path.posix.join(context, '.dockerignore')]) {
    try {
      return readFileSync(path.join(workspaceRoot, file), 'utf8');
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The engine takes a file of the same size and time for the same: the time stands for the text. */
function textTime(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash * 1_000_000;
}

/** Builds one image. Never throws. */
export async function buildImage(
  request: ImageRequest,
  build: TaskBuild,
  run: BuildRun,
): Promise<ImageEnd & { step?: FailedStep }> {
  const { connection, session, dockerfile, mask } = build;
  const { docker } = connection;
  const progress = new Progress((line) => run.onLine(request, line), mask);
  const started = performance.now();
  try {
    const end = await solve(docker, queryOf(request, session), run.signal, (status) => progress.update(status));
    if (end.kind === 'failed') {
      const step = progress.failed();
      return {
        kind: 'failed',
        diagnostics: diagnoseFailure(request, dockerfile, mask(end.message), step),
        ...(step && { step }),
      };
    }
    const { id, size, layers } = await inspectImage(docker, end.id);
    const image: ImageResult = {
      stage: request.stageLabel,
      name: request.name,
      tags: request.tags,
      id,
      size,
      layers: layers.map((layer) => ({ ...layer, createdBy: mask(layer.createdBy) })),
      steps: sortSteps(progress.steps(), dockerfile),
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
    return { kind: 'built', image: await addOutput(docker, image, request, run) };
  } catch (error) {
    return failedEnd(
      request,
      error instanceof HoneError ? error : new HoneError(mask(errorMessage(error)), { cause: error }),
    );
  }
}

async function addOutput(
  docker: Connection['docker'],
  image: ImageResult,
  request: ImageRequest,
  run: BuildRun,
): Promise<ImageResult> {
  if (request.output === 'engine') return image;
  const { digest, archive, pushed } = await imageOutputs[request.output](docker, image, request, run);
  const { stage, name, tags, id, ...rest } = image;
  return {
    stage,
    name,
    tags,
    id,
    ...(digest !== undefined && { digest }),
    ...rest,
    ...(archive !== undefined && { archive }),
    ...(pushed && { pushed }),
  };
}

function queryOf(request: ImageRequest, session: Session): BuildQuery {
  const args = { ...request.buildArgs, ...(request.inlineCache && { BUILDKIT_INLINE_CACHE: '1' }) };
  const query: Record<string, BuildQuery[string] | undefined> = {
    remote: 'client-session',
    session: session.id,
    dockerfile: request.dockerfile.slice(request.dockerfile.lastIndexOf('/') + 1),
    t: request.tags,
    target: request.stage,
    buildargs: JSON.stringify(args),
    labels: JSON.stringify(request.labels),
    cachefrom: JSON.stringify(request.cacheFrom.map(cacheReference)),
    platform: request.platforms[0],
    networkmode: request.network,
    extrahosts: request.extraHosts,
    shmsize: request.shmSize,
    nocache: request.noCache || undefined,
    pull: request.pull ? '1' : undefined,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as BuildQuery;
}

/** `type=registry,ref=X` is X for the engine's API. */
function cacheReference(value: string): string {
  return /^type=registry,ref=([^,]+)$/.exec(value)?.[1] ?? value;
}

/** The builder names steps of stages that run at once in any order; here they stand as in the Dockerfile. */
function sortSteps(steps: readonly BuildStep[], dockerfile: Dockerfile): BuildStep[] {
  const names = stagesOf(dockerfile).all.map(({ name }, index) => name ?? `stage-${index}`);
  const placed = steps.map((step) => {
    // With a platform before the stage: `[linux/arm64 deps 2/4]`.
    const [, stage = '', number = '0'] = /^\[(?:\S+\/\S+ (?=\S+ \d))?(?:(\S+) )?(\d+)\/\d+\]/.exec(step.name) ?? [];
    return { step, stage: names.indexOf(stage.toLowerCase()), number: Number(number) };
  });
  return placed.sort((a, b) => a.stage - b.stage || a.number - b.number).map(({ step }) => step);
}
