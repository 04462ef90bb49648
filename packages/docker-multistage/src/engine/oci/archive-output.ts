import { HoneError } from '@hone/core/diagnostics';
import type { ImageOutput } from '../build/types.js';
import { writeEngineImage } from './write-archive.js';

/** `output: "oci"`: writes a built image to an OCI archive. */
export const writeArchiveOutput: ImageOutput = async (docker, image, request, { workspaceRoot, signal }) => {
  if (request.archive === undefined) throw new HoneError('An archive is to be written, but it has no path.');
  const { archive, tags } = request;
  const { manifestDigest } = await writeEngineImage(docker, image.id, { workspaceRoot, archive, tags, signal });
  return { digest: manifestDigest, archive };
};
