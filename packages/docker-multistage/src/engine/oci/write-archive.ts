import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HoneError } from '@hone/core/diagnostics';
import type Docker from 'dockerode';
import { engineFailure } from './engine-failure.js';
import { replaceByWork } from './atomic-file.js';
import type { ImageLayer } from '../build/types.js';
import { withArchive } from './open-archive.js';
import { packArchive } from './pack-archive.js';
import { type SavedImage, pickImage, readSavedImages } from './saved-image.js';

/** Where an image goes and what it is called there. */
export interface ArchiveTarget {
  /** Absolute path. */
  workspaceRoot: string;
  /** Relative to the workspace root. */
  archive: string;
  /** Whole references. */
  tags: readonly string[];
  signal: AbortSignal;
}

/** An archive that was written. */
export interface WrittenArchive {
  /** Of the image's manifest in it. */
  manifestDigest: string;
  configDigest: string;
  layers: ImageLayer[];
}

/**
 * Writes an image of the engine to an OCI archive. The engine's stream goes to a file first, since it has the parts in
 * another order; nothing is held in memory.
 *
 * @param id the image's id in the engine
 * @throws HoneError when the engine fails, or when what it gives is not the image asked for
 */
export async function writeEngineImage(docker: Docker, id: string, target: ArchiveTarget): Promise<WrittenArchive> {
  return replaceByWork(path.join(target.workspaceRoot, target.archive), target.archive, async (written, scratch) => {
    try {
      await pipeline(await docker.getImage(id).get(), createWriteStream(scratch), { signal: target.signal });
    } catch (error) {
      throw engineFailure(error, `The engine could not export the image ${id}`, EXPORT_HINTS);
    }
    return convert(scratch, written, target, ({ config, manifest }) => {
      if (config.digest === id || manifest?.digest === id) return;
      // With the containerd image store an id can be that of an index, whose only image this is.
      if (manifest) return;
      throw new HoneError(`The engine gave the image ${config.digest} where ${id} was asked for.`, {
        hint: 'Was the image rebuilt at the same time? Run the build again.',
      });
    });
  });
}

/**
 * Writes an archive anew in our form, from one of BuildKit's with a single image.
 *
 * @param from absolute path
 */
export async function rewriteArchive(from: string, target: ArchiveTarget): Promise<WrittenArchive> {
  return replaceByWork(path.join(target.workspaceRoot, target.archive), target.archive, (written) =>
    convert(from, written, target, () => undefined),
  );
}

async function convert(
  from: string,
  to: string,
  { archive: name, tags, signal }: ArchiveTarget,
  check: (image: SavedImage) => void,
): Promise<WrittenArchive> {
  return withArchive(from, name, async (source) => {
    const image = pickImage(source, await readSavedImages(source));
    check(image);
    const { manifestDigest, stream } = packArchive(source, image, tags);
    await pipeline(stream, createWriteStream(to, { flags: 'wx' }), { signal });
    return { manifestDigest, configDigest: image.config.digest, layers: layersOf(image) };
  });
}

const EXPORT_HINTS: [RegExp, string][] = [
  [
    /empty export/,
    'It has no layer, which this engine cannot export: give it a file, or build with `output` `engine`.',
  ],
  [/no such (image|file)/i, 'It was removed since it was built: run the build again.'],
];

/** The layers of an image with the instructions of its history. */
function layersOf({ config, layers }: SavedImage): ImageLayer[] {
  const { history } = JSON.parse(config.bytes.toString('utf8')) as {
    history?: { created_by?: string; empty_layer?: boolean }[];
  };
  const made = (history ?? []).filter((entry) => !entry.empty_layer);
  return layers.map(({ diffId, member }, at) => ({
    digest: diffId,
    size: member.size,
    createdBy: (made.length === layers.length ? (made[at]?.created_by ?? '') : '').replace(/\s*# buildkit$/, ''),
  }));
}
