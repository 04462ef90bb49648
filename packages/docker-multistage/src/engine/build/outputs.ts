import type { ImageBuilder, ImageOutput, ImageRequest } from './types.js';

/** What is done with a built image, by the option `output`; loaded when it is asked for, as most builds need none. */
export const imageOutputs: Record<Exclude<ImageRequest['output'], 'engine'>, ImageOutput> = {
  oci: async (...all) => (await import('../oci/archive-output.js')).writeArchiveOutput(...all),
  push: async (...all) => (await import('../oci/push-output.js')).pushOutput(...all),
};

/** Builds what the engine's API cannot. */
export const bakeImages: ImageBuilder = async (requests, run) =>
  (await import('../bake/bake-images.js')).bakeImages(requests, run);

/** Whether an image asks for what the engine's API has not: several platforms, an exported cache, a builder. */
export function needsBake({ platforms, cacheTo, cacheFrom, builder }: ImageRequest): boolean {
  const otherCache = cacheFrom.some((cache) => cache.includes('=') && !/^type=registry,ref=[^,]+$/.test(cache));
  return platforms.length > 1 || cacheTo.length > 0 || otherCache || builder !== undefined;
}
