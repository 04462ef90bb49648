import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import type { ImageResult } from '../build/types.js';
import { engineFailure } from './engine-failure.js';
import { type Platform, splitReference } from './layout.js';
import { readMessages } from './messages.js';
import { type OpenArchive, withArchive } from './open-archive.js';
import { packArchive } from './pack-archive.js';
import { pullImage } from './pull-image.js';
import { type SavedImage, pickImage, readSavedImages, renderPlatform, runsOn } from './saved-image.js';
import type { LoadTarget } from './types.js';

/** What it took to have an image in the engine. */
export interface LoadedImage {
  how: 'present' | 'loaded' | 'pulled';
  /** What the engine calls it: of the configuration with the classic image store, of the manifest with containerd's. */
  id: string;
  /** The tags that had to be set, since they were not there or named another image. */
  tagged: string[];
}

/**
 * Makes the engine have exactly the image that a build recorded, under its tags. Where the engine has it, only its tags
 * are set; otherwise its archive is loaded, or it is pulled by digest. What comes is held against the record before a tag
 * moves.
 *
 * @throws HoneError when the image cannot be had, or is another than the record says
 */
export async function loadImage(target: LoadTarget, image: ImageResult): Promise<LoadedImage> {
  const ids = idsOf(image, target.platform);
  const present = await findImage(target.docker, ids);
  if (present !== undefined)
    return { how: 'present', id: present, tagged: await tagImage(target, present, image.tags) };
  const how = await fetchImage(target, image);
  const id = await findImage(target.docker, ids);
  if (id === undefined) {
    throw new HoneError(
      `The engine took the image ${image.tags[0] ?? image.name}, but does not know it as ${ids[0]}.`,
      {
        code: 'docker/wrong-image',
        hint: 'The archive or the registry holds another image than image.json names: build the image again.',
      },
    );
  }
  return { how, id, tagged: await tagImage(target, id, image.tags) };
}

/** The names that an engine may know an image by: with one for each platform, that of the engine's. */
function idsOf(image: ImageResult, platform: Platform): string[] {
  const variant = image.platforms?.find((each) => runsOn(parsePlatform(each.platform), platform));
  if (image.platforms && !variant) {
    const has = image.platforms.map((each) => each.platform).join(', ');
    throw new HoneError(
      `The image ${image.tags[0] ?? image.name} is not for ${renderPlatform(platform)}, only for ${has}.`,
      { code: 'oci/platform', hint: 'Add the platform to the option `platforms` of the build.' },
    );
  }
  const { id, digest } = variant ?? image;
  return [id, digest, image.digest].filter((name, at, all): name is string => !!name && all.indexOf(name) === at);
}

/** `linux/arm64/v8` in its parts. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant] = text.split('/');
  return { os, architecture, ...(variant && { variant }) };
}

/** The first of some ids that the engine has. */
async function findImage(docker: Docker, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids) {
    const found = await inspectId(docker, id);
    if (found !== undefined && ids.includes(found)) return found;
  }
  return undefined;
}

async function inspectId(docker: Docker, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Id;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw engineFailure(error, `The engine could not say whether it has the image ${name}`);
  }
}

async function tagImage({ docker }: LoadTarget, id: string, tags: readonly string[]): Promise<string[]> {
  const tagged: string[] = [];
  for (const reference of tags) {
    if ((await inspectId(docker, reference)) === id) continue;
    const { name, tag } = splitReference(reference);
    try {
      await docker.getImage(id).tag({ repo: name, tag });
    } catch (error) {
      throw engineFailure(error, `The engine could not tag the image as ${reference}`);
    }
    tagged.push(reference);
  }
  return tagged;
}

async function fetchImage(target: LoadTarget, image: ImageResult): Promise<'loaded' | 'pulled'> {
  if (image.archive !== undefined) {
    await loadArchive(target, image, image.archive);
    return 'loaded';
  }
  if (image.pushed?.length && image.digest !== undefined) {
    await pullImage(target, image.pushed, image.digest);
    return 'pulled';
  }
  throw new HoneError(
    `The engine does not have the image ${image.tags[0] ?? image.name}, and it is kept nowhere else.`,
    {
      code: 'docker/image-gone',
      hint: 'It was built with `output` `engine`: build it again, or let the build write an archive (`oci`) or push (`push`).',
    },
  );
}

async function loadArchive(target: LoadTarget, image: ImageResult, file: string): Promise<void> {
  await withArchive(path.join(target.workspaceRoot, file), file, async (archive) => {
    const images = await readSavedImages(archive);
    const found = pickImage(archive, images, images.length > 1 ? target.platform : undefined);
    checkRecord(archive, found, image);
    await sendArchive(target, archive, found, image.tags);
  });
}

/** An archive of another build beside this image.json is told before the engine gets it. */
function checkRecord(archive: OpenArchive, found: SavedImage, image: ImageResult): void {
  const recorded = image.platforms?.find(({ platform }) => runsOn(parsePlatform(platform), found.platform)) ?? image;
  const isSame = recorded.id === found.config.digest || recorded.digest === found.manifest?.digest;
  if (isSame) return;
  throw new HoneError(`The archive ${archive.name} holds the image ${found.config.digest}, not ${recorded.id}.`, {
    code: 'docker/wrong-image',
    file: archive.name,
    hint: 'The archive and image.json are of two builds: build the image again.',
  });
}

async function sendArchive(
  { docker, signal }: LoadTarget,
  archive: OpenArchive,
  image: SavedImage,
  tags: readonly string[],
): Promise<void> {
  const { stream } = packArchive(archive, image, tags);
  const stop = new AbortController();
  let broken: Error | undefined;
  // The client does not hear of errors of what it sends: without an end of its own the request would wait for ever.
  stream.once('error', (error) => {
    broken = error;
    stop.abort();
  });
  try {
    const abortSignal = AbortSignal.any([signal, stop.signal]);
    await readMessages(await docker.loadImage(stream, { quiet: 1, abortSignal }));
  } catch (error) {
    throw broken ?? engineFailure(error, `The engine could not load ${archive.name}`);
  } finally {
    stream.destroy();
  }
}
