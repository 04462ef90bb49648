import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ProcessResult, runProcess } from '@hone/core/process';
import { failedEnd } from '../build/ends.js';
import { createMask } from '../build/mask.js';
import { readDockerfile } from '../build/read-project.js';
import { readSecrets } from '../build/secrets.js';
import type { BuildRun, ImageEnd, ImageRequest } from '../build/types.js';
import { type Dockerfile, parseDockerfile } from '../dockerfile/index.js';
import { planBakeFile, renderBakeFile } from './bake-file.js';
import { type Metadata, outputOf, readResult, scratchOf } from './bake-output.js';
import type { Buildx } from './buildx.js';
import { failuresOf, saidBy } from './image-failures.js';
import { type BakedStages, stepsOf } from './image-steps.js';
import { createPlainReader, readRawJson } from './read-progress.js';
import { BakeProgress } from './route-progress.js';
import { stageNeeds } from './stage-needs.js';

/** One call of buildx. */
interface Call extends BakedStages {
  buildx: Buildx;
  builder: string | undefined;
  progress: BakeProgress;
  mask: (text: string) => string;
  run: BuildRun;
}

/**
 * Builds images in one call of buildx.
 *
 * @returns the ends of those that were built or failed of themselves; all of them when the call succeeded
 */
export async function runBake(
  buildx: Buildx,
  builder: string | undefined,
  requests: readonly ImageRequest[],
  run: BuildRun,
): Promise<Map<ImageRequest, ImageEnd>> {
  const dockerfiles = readDockerfiles(requests, run.workspaceRoot);
  const needs = stageNeeds((request) => dockerfiles.get(request.dockerfile)!);
  const plan = planBakeFile(requests, needs, outputOf);
  const mask = await maskOf(requests, run.workspaceRoot);
  const progress = new BakeProgress(
    Object.keys(plan.file.target),
    (target, line) => {
      const request = requests[plan.targets.indexOf(target)] ?? requests.find((one) => target.startsWith(one.project));
      run.onLine(request ?? requests[0]!, line);
    },
    mask,
  );
  const call: Call = { buildx, builder, plan, requests, needs, progress, mask, run };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hone-bake-'));
  try {
    const started = performance.now();
    const { result, metadata } = await callBuildx(call, folder);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    run.signal.throwIfAborted();
    return result.kind === 'exited' && result.code === 0
      ? await resultsOf(call, metadata, seconds)
      : failuresOf(call, dockerfiles, saidBy(result, mask));
  } finally {
    const scratch = requests.map(scratchOf).filter((file) => file !== undefined);
    await Promise.all(scratch.map((file) => rm(path.join(run.workspaceRoot, file), { force: true })));
    await rm(folder, { recursive: true, force: true });
  }
}

function readDockerfiles(requests: readonly ImageRequest[], workspaceRoot: string): Map<string, Dockerfile> {
  const files = new Set(requests.map(({ dockerfile }) => dockerfile));
  return new Map([...files].map((file) => [file, parseDockerfile(readDockerfile(workspaceRoot, file))]));
}

async function maskOf(requests: readonly ImageRequest[], workspaceRoot: string): Promise<(text: string) => string> {
  const sources = requests.flatMap(({ secrets }) => secrets);
  const values: Buffer[] = [];
  for (const source of sources) values.push(...(await readSecrets([source], workspaceRoot)).values());
  return createMask(values);
}

async function callBuildx(
  { buildx, builder, plan, requests, progress, run }: Call,
  folder: string,
): Promise<{ result: ProcessResult; metadata: Metadata }> {
  const [file, metadataFile] = ['bake.json', 'metadata.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  await writeFile(file, renderBakeFile(plan.file), { mode: 0o600 });
  for (const scratch of requests.map(scratchOf)) {
    if (scratch !== undefined) await mkdir(path.dirname(path.join(run.workspaceRoot, scratch)), { recursive: true });
  }
  const read = buildx.rawJson ? readRawJson : createPlainReader();
  const result = await runProcess({
    command: buildx.command,
    args: [
      ...buildx.prefix,
      'bake',
      ...['--file', file],
      ...['--metadata-file', metadataFile],
      ...['--progress', buildx.rawJson ? 'rawjson' : 'plain'],
      ...(builder === undefined ? [] : ['--builder', builder]),
      ...(buildx.allow && requests.some(({ network }) => network === 'host') ? ['--allow', 'network.host'] : []),
    ],
    cwd: run.workspaceRoot,
    env: {
      ...process.env,
      // An image is then one manifest, the same for the same content; SBOM and provenance would make it an index.
      BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
      // The file is ours, and names no file that the user's options do not name.
      BUILDX_BAKE_ENTITLEMENTS_FS: '0',
      DOCKER_CLI_HINTS: 'false',
    },
    signal: run.signal,
    onStderrLine: (line) => {
      const update = read(line);
      if (update) progress.update(update);
    },
  });
  const metadata = await readFile(metadataFile, 'utf8').then(
    (text) => JSON.parse(text) as Metadata,
    () => ({}),
  );
  return { result, metadata };
}

async function resultsOf(call: Call, metadata: Metadata, seconds: number): Promise<Map<ImageRequest, ImageEnd>> {
  const { buildx, builder, plan, requests, run } = call;
  const ends = new Map<ImageRequest, ImageEnd>();
  for (const [index, request] of requests.entries()) {
    try {
      const image = await readResult({
        request,
        metadata: metadata[plan.targets[index]!] ?? {},
        steps: stepsOf(request, call),
        seconds,
        buildx,
        builder,
        run,
      });
      ends.set(request, { kind: 'built', image });
    } catch (error) {
      ends.set(request, failedEnd(request, error));
    }
  }
  return ends;
}
