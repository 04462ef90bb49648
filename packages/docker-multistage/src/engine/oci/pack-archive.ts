import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MEDIA_TYPES, type Layout, blobPath, planLayout } from './layout.js';
import { type OpenArchive, broken } from './open-archive.js';
import type { SavedImage, SavedLayer } from './saved-image.js';
import { tarEnd, tarHeader, tarPadding } from './tar-pack.js';

const CHUNK = 1024 * 1024;

/** An archive that is being made. */
export interface PackedArchive {
  /** `sha256:…` of the manifest in it. */
  manifestDigest: string;
  /** The archive's bytes. Fails when a layer is not what its digest says. */
  stream: Readable;
}

/**
 * Makes an OCI archive of one image, which `docker load` of any engine takes as well. The same image and the same tags
 * give the same bytes, whichever engine the image comes from and whenever: layers are stored as they are, unpacked for
 * the classic image store, since what a compressor writes differs between versions and processors.
 *
 * @param tags whole references
 */
export function packArchive(source: OpenArchive, image: SavedImage, tags: readonly string[]): PackedArchive {
  const layout = layoutOf(image, tags);
  return {
    manifestDigest: layout.manifestDigest,
    stream: Readable.from(generate(source, image, layout), { objectMode: false }),
  };
}

function layoutOf({ config, layers, platform, manifest }: SavedImage, tags: readonly string[]): Layout {
  // Where layers are compressed the image comes from a store that knows it by its manifest's digest: keep that.
  const keep = layers.some(({ mediaType }) => mediaType !== MEDIA_TYPES.layer);
  return planLayout({
    config: { digest: config.digest, size: config.bytes.length },
    layers,
    platform,
    tags,
    ...(keep && manifest && { manifest: manifest.bytes }),
  });
}

async function* generate(source: OpenArchive, image: SavedImage, layout: Layout): AsyncGenerator<Buffer> {
  yield tarHeader('blobs/', 0);
  yield tarHeader('blobs/sha256/', 0);
  for (const [name, bytes] of layout.files) yield* whole(name, bytes);
  yield* whole(blobPath(image.config.digest), image.config.bytes);
  const done = new Set<string>();
  for (const layer of image.layers) {
    if (done.has(layer.digest)) continue;
    done.add(layer.digest);
    yield* copied(source, layer);
  }
  yield tarEnd();
}

function* whole(name: string, bytes: Buffer): Generator<Buffer> {
  yield tarHeader(name, bytes.length);
  yield bytes;
  yield tarPadding(bytes.length);
}

async function* copied(source: OpenArchive, { digest, member }: SavedLayer): AsyncGenerator<Buffer> {
  yield tarHeader(blobPath(digest), member.size);
  const hash = createHash('sha256');
  for (let done = 0; done < member.size;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, member.size - done));
    const { bytesRead } = await source.file.read(chunk, 0, chunk.length, member.offset + done);
    if (bytesRead === 0) throw broken(source, `${member.name} ends too early`);
    const read = chunk.subarray(0, bytesRead);
    hash.update(read);
    done += bytesRead;
    yield read;
  }
  if (`sha256:${hash.digest('hex')}` !== digest) {
    throw broken(source, `the layer ${member.name} has another digest than it should`);
  }
  yield tarPadding(member.size);
}
