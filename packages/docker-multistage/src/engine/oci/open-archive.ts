import * as fs from 'node:fs/promises';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { type TarMember, readTarIndex } from './tar-index.js';

/** A tar archive on disk whose members are known. */
export interface OpenArchive {
  /** What to call it in messages. */
  name: string;
  file: fs.FileHandle;
  members: ReadonlyMap<string, TarMember>;
}

/** Manifests and configurations are small; what claims to be one and is larger is not read. */
const MAX_TEXT = 16 * 1024 * 1024;
const REBUILD = 'Delete it and build the image again, with --skip-nx-cache when it came out of the cache.';

/**
 * Opens an archive for some work, and closes it.
 *
 * @param name what to call it in messages
 * @throws HoneError when it is not there, no tar archive, or truncated
 */
export async function withArchive<T>(
  file: string,
  name: string,
  work: (archive: OpenArchive) => Promise<T>,
): Promise<T> {
  const handle = await fs.open(file, 'r').catch((error: unknown) => {
    throw new HoneError(`The archive ${name} is not there.`, {
      code: 'oci/missing',
      file: name,
      hint: 'Run the build first: it writes the archive when its option `output` is `oci`.',
      cause: error,
    });
  });
  try {
    return await work({ name, file: handle, members: await readTarIndex(handle, name) });
  } finally {
    await handle.close();
  }
}

/** The member of a name, through links such as `docker save` makes for a layer that an image has twice. */
export function findMember(archive: OpenArchive, name: string): TarMember | undefined {
  let member = archive.members.get(name);
  for (let hops = 0; member?.kind === 'link' && hops < 10; hops++) {
    const beside = path.posix.join(path.posix.dirname(member.name), member.target);
    member = archive.members.get(beside) ?? archive.members.get(member.target);
  }
  return member?.kind === 'file' ? member : undefined;
}

/**
 * The bytes of a small member.
 *
 * @throws HoneError when it is not there, or too large to be what it should be
 */
export async function readMember(archive: OpenArchive, name: string): Promise<Buffer> {
  const member = findMember(archive, name);
  if (!member) throw broken(archive, `${name} is not in it`);
  if (member.size > MAX_TEXT) throw broken(archive, `${name} is larger than 16 MiB`);
  const bytes = Buffer.alloc(member.size);
  await archive.file.read(bytes, 0, member.size, member.offset);
  return bytes;
}

/** Parses JSON out of an archive. @throws HoneError when it is none */
export function parseJson(archive: OpenArchive, name: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw broken(archive, `${name} is no JSON`);
  }
}

/** An archive that is not what it should be. */
export function broken(archive: Pick<OpenArchive, 'name'>, what: string): HoneError {
  return new HoneError(`The archive ${archive.name} is broken: ${what}.`, {
    code: 'oci/broken',
    file: archive.name,
    hint: REBUILD,
  });
}
