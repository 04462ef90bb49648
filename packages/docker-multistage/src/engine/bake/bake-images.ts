import { isDeepStrictEqual } from 'node:util';
import { HoneError } from '@hone/core/diagnostics';
import { failedEnd } from '../build/ends.js';
import type { BuilderSource, BuildRun, ImageBuilder, ImageEnd, ImageRequest } from '../build/types.js';
import { ensureBuilder } from './builder.js';
import { type Buildx, findBuildx } from './buildx.js';
import { runBake } from './run-bake.js';

/**
 * Builds with `docker buildx bake`: one call for all images of a builder. An image that fails does not take the others
 * with it: buildx cancels them, so they are built again without it, and find what was done in the builder's cache.
 */
export const bakeImages: ImageBuilder = async (requests, run) => {
  const ends = new Map<ImageRequest, ImageEnd>();
  const end = (these: readonly ImageRequest[], error: unknown): void => {
    for (const request of these) ends.set(request, failedEnd(request, error));
  };
  try {
    const buildx = await findBuildx();
    const possible = requests.filter((request) => {
      const wrong = impossible(request);
      if (wrong) end([request], wrong);
      return !wrong;
    });
    for (const group of byBuilder(possible)) {
      try {
        for (const [request, result] of await bakeGroup(buildx, group, run)) ends.set(request, result);
      } catch (error) {
        end(group, error);
      }
    }
  } catch (error) {
    end(requests, error);
  }
  return requests.map((request) => ends.get(request) ?? failedEnd(request, new HoneError('The image was not built.')));
};

function impossible({ platforms, output }: ImageRequest): HoneError | undefined {
  if (output !== 'engine' || platforms.length < 2) return undefined;
  return new HoneError('An image of several platforms cannot be put into the engine.', {
    code: 'docker/option-invalid',
    hint: "Set the option `output` to `oci` or `push`; docker-load then takes the engine's platform from there.",
  });
}

function byBuilder(requests: readonly ImageRequest[]): ImageRequest[][] {
  const groups: ImageRequest[][] = [];
  for (const request of requests) {
    const group = groups.find(([first]) => isDeepStrictEqual(first?.builder, request.builder));
    if (group) group.push(request);
    else groups.push([request]);
  }
  return groups;
}

async function bakeGroup(
  buildx: Buildx,
  group: readonly ImageRequest[],
  run: BuildRun,
): Promise<Map<ImageRequest, ImageEnd>> {
  const builder = await builderOf(buildx, group[0]?.builder, run.signal);
  const ends = new Map<ImageRequest, ImageEnd>();
  for (let open = group; open.length > 0;) {
    const results = await runBake(buildx, builder, open, run);
    for (const [request, result] of results) ends.set(request, result);
    const rest = open.filter((request) => !ends.has(request));
    if (rest.length === open.length) throw new HoneError('docker buildx gave no result.', { code: 'docker/buildx' });
    open = rest;
  }
  return ends;
}

async function builderOf(
  buildx: Buildx,
  source: BuilderSource | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  return source === undefined ? undefined : ensureBuilder(buildx, source, signal);
}
