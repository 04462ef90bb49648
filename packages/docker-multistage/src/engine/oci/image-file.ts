import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { ImageFile, ImageResult } from '../build/types.js';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Reads an `image.json`.
 *
 * @param file relative to the workspace root
 * @throws HoneError when it is not there, or not what a build writes
 */
export async function readImageFile(workspaceRoot: string, file: string): Promise<ImageFile> {
  let text: string;
  try {
    text = await readFile(path.join(workspaceRoot, file), 'utf8');
  } catch (error) {
    throw new HoneError(`${file} is not there.`, {
      code: 'docker/no-image-file',
      file,
      hint: 'Run the target that builds the image (docker-build) first.',
      cause: error,
    });
  }
  return parseImageFile(text, file);
}

/** @throws HoneError when the text is not what a build writes */
export function parseImageFile(text: string, file: string): ImageFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notOurs(file, 'it is no JSON');
  }
  const { schema, images } = (value ?? {}) as Partial<ImageFile>;
  if (schema !== 1) throw notOurs(file, `its schema is ${JSON.stringify(schema)}, where 1 is known`);
  if (!Array.isArray(images)) throw notOurs(file, 'it has no list of images');
  for (const image of images) {
    const wrong = problemOf(image);
    if (wrong) throw notOurs(file, wrong);
  }
  return value as ImageFile;
}

function problemOf({ stage, id, digest, tags, platforms }: Partial<ImageResult>): string | undefined {
  if (typeof stage !== 'string') return 'an image has no stage';
  if (typeof id !== 'string' || !DIGEST.test(id)) return `the image ${stage} has no id`;
  if (digest !== undefined && !DIGEST.test(digest)) return `the image ${stage} has no valid digest`;
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string')) return `the image ${stage} has no tags`;
  if (platforms !== undefined && !Array.isArray(platforms)) return `the platforms of the image ${stage} are no list`;
  return undefined;
}

function notOurs(file: string, what: string): HoneError {
  return new HoneError(`${file} is not what a build writes: ${what}.`, {
    code: 'docker/no-image-file',
    file,
    hint: 'Build the image again.',
  });
}
