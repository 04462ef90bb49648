import { createHash } from 'node:crypto';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md */
export const MEDIA_TYPES = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

/** A blob as a manifest or an index names it. */
export interface Descriptor {
  mediaType: string;
  /** `sha256:…` */
  digest: string;
  /** Bytes. */
  size: number;
  annotations?: Record<string, string>;
  platform?: Platform;
}

/** What an image runs on. */
export interface Platform {
  architecture: string;
  os: string;
  variant?: string;
}

/** What a layout is made of, the contents of its blobs apart. */
export interface LayoutParts {
  config: Pick<Descriptor, 'digest' | 'size'>;
  /** From the lowest up. */
  layers: readonly Descriptor[];
  platform: Platform;
  /** Whole references, `name:tag`. */
  tags: readonly string[];
  /** The manifest of the builder, byte for byte, where it is to be kept; without it one is made. */
  manifest?: Buffer;
}

/** The small files of a layout, by their path in the archive, and the digest of its manifest. */
export interface Layout {
  manifestDigest: string;
  manifestPath: string;
  files: ReadonlyMap<string, Buffer>;
}

/** Where a layout keeps a blob. */
export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** `sha256:…` of some bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * The files of an OCI layout that are not blobs of the image itself. `manifest.json` is not of the specification: it is
 * what `docker load` reads before engine 25.
 *
 * One entry of the index is made for each tag, as BuildKit does it: with the containerd image store an engine takes the
 * names from there.
 */
export function planLayout({ config, layers, platform, tags, ...kept }: LayoutParts): Layout {
  const manifest =
    kept.manifest ??
    toBytes({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.manifest,
      config: { mediaType: MEDIA_TYPES.config, digest: config.digest, size: config.size },
      layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
    });
  const manifestDigest = digestOf(manifest);
  const descriptor = { mediaType: MEDIA_TYPES.manifest, digest: manifestDigest, size: manifest.length };
  const named = tags.map((tag) => ({ ...descriptor, annotations: nameAnnotations(tag), platform }));
  const files = new Map<string, Buffer>([
    ['oci-layout', toBytes({ imageLayoutVersion: '1.0.0' })],
    [
      'index.json',
      toBytes({
        schemaVersion: 2,
        mediaType: MEDIA_TYPES.index,
        manifests: named.length > 0 ? named : [{ ...descriptor, platform }],
      }),
    ],
    [
      'manifest.json',
      toBytes([
        {
          Config: blobPath(config.digest),
          RepoTags: [...tags],
          Layers: layers.map(({ digest }) => blobPath(digest)),
        },
      ]),
    ],
    [blobPath(manifestDigest), manifest],
  ]);
  return { manifestDigest, manifestPath: blobPath(manifestDigest), files };
}

function nameAnnotations(reference: string): Record<string, string> {
  const { tag } = splitReference(reference);
  return {
    'io.containerd.image.name': familiarToFull(reference),
    'org.opencontainers.image.ref.name': tag,
  };
}

/** The name and the tag of a reference; `latest` without one. */
export function splitReference(reference: string): { name: string; tag: string } {
  const colon = reference.lastIndexOf(':');
  return colon > reference.lastIndexOf('/')
    ? { name: reference.slice(0, colon), tag: reference.slice(colon + 1) }
    : { name: reference, tag: 'latest' };
}

/** `api:1` as `docker.io/library/api:1`: the engine's rule for what a first part means. */
export function familiarToFull(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (isHost) return reference;
  return rest.length > 0 ? `docker.io/${reference}` : `docker.io/library/${reference}`;
}

function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
