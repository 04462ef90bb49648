import { writeArchiveOutput } from '../oci/archive-output.js';
import type { ImageBuilder, ImageOutput, ImageRequest } from './types.js';

/** What is done with a built image, by the option `output`. Filled in by engine/oci. */
export const imageOutputs: Record<Exclude<ImageRequest['output'], 'engine'>, ImageOutput | undefined> = {
  oci: writeArchiveOutput,
  push: undefined,
};

/** Builds what the engine's API cannot. Filled in by engine/bake. */
export const bakeImages: ImageBuilder | undefined = undefined;
