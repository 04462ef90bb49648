import * as fs from 'node:fs/promises';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { connect } from '../build/connect.js';
import { inspectImage } from '../build/inspect.js';
import type { BuildRun, BuildStep, ImagePlatform, ImageRequest, ImageResult } from '../build/types.js';
import { splitReference } from '../oci/layout.js';
import { withArchive } from '../oci/open-archive.js';
import { readSavedImages, renderPlatform } from '../oci/saved-image.js';
import { rewriteArchive } from '../oci/write-archive.js';
import { type Buildx, askBuildx } from './buildx.js';
import { csvField } from './csv.js';

/** What buildx's metadata file holds, by target. */
export type Metadata = Record<string, Record<string, unknown>>;

/** One image that buildx has built. */
export interface BakedImage {
  request: ImageRequest;
  metadata: Record<string, unknown>;
  steps: BuildStep[];
  seconds: number;
  buildx: Buildx;
  builder: string | undefined;
  run: BuildRun;
}

/** Where buildx writes an archive before it is checked, relative to the workspace root. */
export function scratchOf({ output, archive }: ImageRequest): string | undefined {
  if (output !== 'oci' || archive === undefined) return undefined;
  return path.posix.join(path.posix.dirname(archive), `.${path.posix.basename(archive)}.bake`);
}

/** How buildx is told where an image goes. */
export function outputOf(request: ImageRequest): string {
  const dest = csvField(`dest=${scratchOf(request) ?? ''}`);
  switch (request.output) {
    case 'engine':
      return 'type=docker';
    case 'push':
      return 'type=registry';
    case 'oci':
      // Layers that are not compressed have the same bytes whatever made them.
      return request.platforms.length > 1
        ? `type=oci,${dest}`
        : `type=docker,compression=uncompressed,force-compression=true,${dest}`;
  }
}

/** What came of an image. */
export async function readResult(baked: BakedImage): Promise<ImageResult> {
  const { request, steps, seconds } = baked;
  const found = await READERS[request.output](baked);
  const { stageLabel: stage, name, tags } = request;
  const { id, digest, size, layers, ...rest } = found;
  return { stage, name, tags, id, ...(digest !== undefined && { digest }), size, layers, steps, seconds, ...rest };
}

type Found = Omit<ImageResult, 'stage' | 'name' | 'tags' | 'steps' | 'seconds'>;

const READERS: Record<ImageRequest['output'], (baked: BakedImage) => Promise<Found>> = {
  engine: readFromEngine,
  oci: (baked) => (baked.request.platforms.length > 1 ? readIndexArchive(baked) : readArchive(baked)),
  push: readPushed,
};

async function readFromEngine({ request }: BakedImage): Promise<Found> {
  const { docker } = await connect();
  return inspectImage(docker, request.tags[0]!);
}

async function readArchive({ request, run }: BakedImage): Promise<Found> {
  const { workspaceRoot, signal } = run;
  const [archive, scratch] = [request.archive!, scratchOf(request)!];
  const target = { workspaceRoot, archive, tags: request.tags, signal };
  const { manifestDigest, configDigest, layers } = await rewriteArchive(path.join(workspaceRoot, scratch), target);
  return { id: configDigest, digest: manifestDigest, size: sizeOf(layers), layers, archive };
}

/** Of several platforms, layers and sizes differ: they are left out. */
async function readIndexArchive({ request, metadata, run }: BakedImage): Promise<Found> {
  const [archive, scratch] = [request.archive!, scratchOf(request)!];
  const from = path.join(run.workspaceRoot, scratch);
  const platforms = await withArchive(from, archive, async (open) =>
    (await readSavedImages(open)).map(({ platform, config, manifest }) => ({
      platform: renderPlatform(platform),
      id: config.digest,
      digest: manifest?.digest ?? '',
    })),
  );
  await fs.rename(from, path.join(run.workspaceRoot, archive));
  return { ...severalPlatforms(platforms, digestOf(metadata)), archive };
}

async function readPushed(baked: BakedImage): Promise<Found> {
  const { request, metadata } = baked;
  const digest = digestOf(metadata);
  const pushed = request.tags.map((tag) => `${tag}@${digest}`);
  if (request.platforms.length > 1) {
    return { ...severalPlatforms(await platformsOf(baked, digest), digest), pushed };
  }
  const id = textOf(metadata, 'containerimage.config.digest') ?? (await configOf(baked, digest));
  return { id, digest, size: 0, layers: [], pushed };
}

function severalPlatforms(platforms: ImagePlatform[], digest: string): Found {
  const [first] = platforms;
  if (!first) throw new HoneError('docker buildx made an image without a platform.', { code: 'docker/buildx' });
  return { id: first.id, digest, size: 0, layers: [], platforms };
}

/** The manifests that a pushed index names. */
async function platformsOf(baked: BakedImage, digest: string): Promise<ImagePlatform[]> {
  const index = (await rawManifest(baked, digest)) as {
    manifests?: { digest: string; platform?: { os: string; architecture: string; variant?: string } }[];
  };
  const found: ImagePlatform[] = [];
  for (const { digest: manifest, platform } of index.manifests ?? []) {
    if (!platform || platform.os === 'unknown') continue;
    found.push({ platform: renderPlatform(platform), id: await configOf(baked, manifest), digest: manifest });
  }
  return found;
}

async function configOf(baked: BakedImage, digest: string): Promise<string> {
  const { config } = (await rawManifest(baked, digest)) as { config?: { digest?: string } };
  if (config?.digest !== undefined) return config.digest;
  throw new HoneError(`The manifest ${digest} that was pushed has no configuration.`, { code: 'docker/buildx' });
}

async function rawManifest({ request, buildx, builder, run }: BakedImage, digest: string): Promise<unknown> {
  const reference = `${splitReference(request.tags[0]!).name}@${digest}`;
  const chosen = builder === undefined ? [] : ['--builder', builder];
  const args = ['imagetools', 'inspect', '--raw', ...chosen, reference];
  return JSON.parse(await askBuildx(buildx, args, `The manifest of ${reference} could not be read`, run.signal));
}

function digestOf(metadata: Record<string, unknown>): string {
  const digest = textOf(metadata, 'containerimage.digest');
  if (digest !== undefined) return digest;
  throw new HoneError('docker buildx did not say which image it made.', {
    code: 'docker/buildx',
    hint: 'Update docker buildx.',
  });
}

function textOf(metadata: Record<string, unknown>, key: string): string | undefined {
  const value = metadata[key];
  return typeof value === 'string' ? value : undefined;
}

function sizeOf(layers: readonly { size: number }[]): number {
  return layers.reduce((total, { size }) => total + size, 0);
}
