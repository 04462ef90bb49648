import { HoneError } from '@hone/core/diagnostics';
import { type Descriptor, MEDIA_TYPES, type Platform, blobPath, digestOf } from './layout.js';
import { type OpenArchive, broken, findMember, parseJson, readMember } from './open-archive.js';
import type { TarMember } from './tar-index.js';

/** An image inside an archive. */
export interface SavedImage {
  config: { digest: string; bytes: Buffer };
  /** From the lowest up. */
  layers: SavedLayer[];
  platform: Platform;
  /** The manifest that the archive has for it, byte for byte. */
  manifest?: { digest: string; bytes: Buffer };
}

/** A layer inside an archive, as it is stored there. */
export interface SavedLayer extends Descriptor {
  member: TarMember;
  /** `sha256:…` of the unpacked tar. */
  diffId: string;
}

/**
 * Finds the images of an archive: what `docker save` of any engine writes, what BuildKit's exporters `oci` and `docker`
 * write, and what this package writes. Attestations are passed over.
 *
 * @throws HoneError when the archive holds something else
 */
export async function readSavedImages(archive: OpenArchive): Promise<SavedImage[]> {
  const images = archive.members.has('index.json') ? await readIndexed(archive) : await readLegacy(archive);
  if (images.length === 0) throw broken(archive, 'no image is in it');
  return images;
}

/**
 * The image of an archive for a platform.
 *
 * @param wanted without it, the archive's only image
 */
export function pickImage(
  archive: Pick<OpenArchive, 'name'>,
  images: readonly SavedImage[],
  wanted?: Platform,
): SavedImage {
  const found = wanted ? images.find(({ platform }) => runsOn(platform, wanted)) : images[0];
  if (found && (wanted || images.length === 1)) return found;
  const has = images.map(({ platform }) => renderPlatform(platform)).join(', ');
  throw new HoneError(
    wanted
      ? `The archive ${archive.name} has no image for ${renderPlatform(wanted)}, only for ${has}.`
      : `The archive ${archive.name} has images for several platforms: ${has}.`,
    { code: 'oci/platform', file: archive.name, hint: 'Add the platform to the option `platforms` of the build.' },
  );
}

/** `linux/arm64/v8` */
export function renderPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

/** Whether an image of a platform runs on another; without a variant, all do. */
export function runsOn(image: Platform, engine: Platform): boolean {
  return (
    image.os === engine.os &&
    image.architecture === engine.architecture &&
    (image.variant === undefined || engine.variant === undefined || image.variant === engine.variant)
  );
}

/** Docker's own types of layers as those of the specification. */
const OCI_TYPES: Record<string, string> = {
  'application/vnd.docker.image.rootfs.diff.tar': MEDIA_TYPES.layer,
  'application/vnd.docker.image.rootfs.diff.tar.gzip': `${MEDIA_TYPES.layer}+gzip`,
};

interface ManifestLike {
  mediaType?: string;
  manifests?: Descriptor[];
  config?: Descriptor;
  layers?: Descriptor[];
}

async function readIndexed(archive: OpenArchive): Promise<SavedImage[]> {
  const index = parseJson(archive, 'index.json', await readMember(archive, 'index.json')) as ManifestLike;
  const seen = new Set<string>();
  const images: SavedImage[] = [];
  const visit = async (descriptors: readonly Descriptor[]): Promise<void> => {
    for (const { digest, annotations } of descriptors) {
      if (seen.has(digest) || annotations?.['vnd.docker.reference.type']) continue;
      seen.add(digest);
      const bytes = await readBlob(archive, digest);
      const content = parseJson(archive, blobPath(digest), bytes) as ManifestLike;
      if (content.manifests) await visit(content.manifests);
      else if (content.config && content.layers) {
        images.push(await readManifest(archive, content.config, content.layers, { digest, bytes }));
      }
    }
  };
  await visit(index.manifests ?? []);
  return images;
}

async function readManifest(
  archive: OpenArchive,
  { digest }: Descriptor,
  layers: readonly Descriptor[],
  manifest: { digest: string; bytes: Buffer },
): Promise<SavedImage> {
  const bytes = await readBlob(archive, digest);
  const { platform, diffIds } = parseConfig(archive, digest, bytes);
  if (diffIds.length !== layers.length) throw broken(archive, 'manifest and configuration differ in layers');
  const stored = layers.map((layer, at) => ({
    ...layer,
    mediaType: OCI_TYPES[layer.mediaType] ?? layer.mediaType,
    member: mustFind(archive, blobPath(layer.digest)),
    diffId: diffIds[at]!,
  }));
  return { config: { digest, bytes }, layers: stored, platform, manifest };
}

/** What engines before 25 write: `manifest.json` alone, layers unpacked. */
async function readLegacy(archive: OpenArchive): Promise<SavedImage[]> {
  const list = parseJson(archive, 'manifest.json', await readMember(archive, 'manifest.json'));
  const images: SavedImage[] = [];
  for (const { Config, Layers } of list as { Config: string; Layers: string[] | null }[]) {
    const bytes = await readMember(archive, Config);
    const digest = digestOf(bytes);
    const { platform, diffIds } = parseConfig(archive, Config, bytes);
    if (diffIds.length !== (Layers ?? []).length) throw broken(archive, 'manifest and configuration differ in layers');
    const layers = (Layers ?? []).map((name, at): SavedLayer => {
      const member = mustFind(archive, name);
      return { mediaType: MEDIA_TYPES.layer, digest: diffIds[at]!, size: member.size, member, diffId: diffIds[at]! };
    });
    images.push({ config: { digest, bytes }, layers, platform });
  }
  return images;
}

function parseConfig(archive: OpenArchive, name: string, bytes: Buffer): { platform: Platform; diffIds: string[] } {
  const { os, architecture, variant, rootfs } = parseJson(archive, name, bytes) as Partial<Platform> & {
    rootfs?: { diff_ids?: string[] | null };
  };
  if (!os || !architecture) throw broken(archive, `${name} names no platform`);
  return { platform: { architecture, os, ...(variant && { variant }) }, diffIds: rootfs?.diff_ids ?? [] };
}

/** A small blob, held against its digest. */
async function readBlob(archive: OpenArchive, digest: string): Promise<Buffer> {
  const bytes = await readMember(archive, blobPath(digest));
  if (digestOf(bytes) !== digest) throw broken(archive, `${blobPath(digest)} has another digest than its name says`);
  return bytes;
}

function mustFind(archive: OpenArchive, name: string): TarMember {
  const member = findMember(archive, name);
  if (!member) throw broken(archive, `${name} is not in it`);
  return member;
}
