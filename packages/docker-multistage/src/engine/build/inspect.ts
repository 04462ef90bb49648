import type Docker from 'dockerode';
import type { ImageLayer, ImageResult } from './types.js';

/** One entry of an image's history as the engine gives it: the newest first. */
interface HistoryEntry {
  CreatedBy: string;
  /** Bytes. */
  Size: number;
}

/** What the engine knows of an image. */
export async function inspectImage(docker: Docker, id: string): Promise<Pick<ImageResult, 'id' | 'size' | 'layers'>> {
  const image = docker.getImage(id);
  const [details, history] = await Promise.all([image.inspect(), image.history() as Promise<HistoryEntry[]>]);
  return { id: details.Id, size: details.Size, layers: layersOf(details.RootFS.Layers ?? [], history) };
}

/** Instructions that only change the configuration, in BuildKit's words and in those of the builder before it. */
const NO_LAYER =
  /^(?:\/bin\/sh -c #\(nop\)\s+)?(?:ENV|ARG|CMD|ENTRYPOINT|EXPOSE|LABEL|MAINTAINER|USER|VOLUME|SHELL|STOPSIGNAL|HEALTHCHECK|ONBUILD)\b/;

/**
 * Joins an image's layers with its history. The API does not say which entries have a layer: those with a size do, of
 * those without one the ones that could have made one. Where the numbers still differ the layers have no instruction.
 *
 * @param digests from the lowest up
 * @param history the newest first
 */
export function layersOf(digests: readonly string[], history: readonly HistoryEntry[]): ImageLayer[] {
  const entries = [...history].reverse();
  const candidates = [
    entries.filter(({ Size, CreatedBy }) => Size > 0 || !NO_LAYER.test(CreatedBy)),
    entries.filter(({ Size }) => Size > 0),
  ];
  const matching = candidates.find(({ length }) => length === digests.length);
  return digests.map((digest, index) => ({
    digest,
    size: matching?.[index]?.Size ?? 0,
    createdBy: cleanInstruction(matching?.[index]?.CreatedBy ?? ''),
  }));
}

/** `RUN |1 A=b /bin/sh -c make # buildkit` → `RUN make`: neither the shell nor the values of build arguments. */
function cleanInstruction(text: string): string {
  return text
    .replace(/\s*# buildkit$/, '')
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^RUN (?:\|\d+ .*?)?\/bin\/sh -c /s, 'RUN ')
    .trim();
}
