import { writeArchiveOutput } from '../oci/archive-output.js';
import { pushOutput } from '../oci/push-output.js';
import type { ImageOutput, ImageRequest } from './types.js';

/** What is done with a built image, by the option `output`. Filled in by engine/oci. */
export const imageOutputs: Record<Exclude<ImageRequest['output'], 'engine'>, ImageOutput> = {
  oci: writeArchiveOutput,
  push: pushOutput,
};

export { bakeImages } from '../bake/bake-images.js';

/** Whether an image asks for what the engine's API has not: several platforms, an exported cache, a builder. */
export function needsBake({ platforms, cacheTo, cacheFrom, builder }: ImageRequest): boolean {
  const otherCache = cacheFrom.some((cache) => cache.includes('=') && !/^type=registry,ref=[^,]+$/.test(cache));
  return platforms.length > 1 || cacheTo.length > 0 || otherCache || builder !== undefined;
}
