import type { FileHandle } from 'node:fs/promises';
import { HoneError } from '@hone/core/diagnostics';

/** One member of a tar archive on disk. */
export interface TarMember {
  name: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Where a link leads, as the archive has it. */
  target: string;
  /** Where the content starts in the archive, in bytes. */
  offset: number;
  /** Of the content, in bytes. */
  size: number;
}

const BLOCK = 512;
const KINDS: Record<string, TarMember['kind']> = { '0': 'file', '\0': 'file', '5': 'folder', '1': 'link', '2': 'link' };
/** Names and headers that describe the next member are small; one that is not is no archive of ours to trust. */
const MAX_DESCRIPTION = 1024 * 1024;

/**
 * Lists a tar archive without reading its contents: ustar, with the extensions of pax and GNU for long names and large
 * sizes.
 *
 * @param name for messages
 * @returns members by name, without a leading `./`; of two with one name the later
 * @throws HoneError `oci/truncated` when the archive ends too early, `oci/not-tar` when it is no tar archive
 */
export async function readTarIndex(file: FileHandle, name: string): Promise<Map<string, TarMember>> {
  const { size: total } = await file.stat();
  const members = new Map<string, TarMember>();
  const header = Buffer.alloc(BLOCK);
  let described: Description = {};
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(header, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw truncated(name);
    if (header.every((byte) => byte === 0)) return members;
    if (!hasValidSum(header)) throw notTar(name);
    const type = header.toString('latin1', 156, 157);
    const size = described.size ?? readNumber(header, 124, 12);
    const offset = at + BLOCK;
    if (offset + size > total) throw truncated(name);
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
    const describe = DESCRIBES[type];
    if (describe) {
      if (size > MAX_DESCRIPTION) throw notTar(name);
      const text = Buffer.alloc(size);
      await file.read(text, 0, size, offset);
      described = { ...described, ...describe(text) };
      continue;
    }
    const member: TarMember = {
      name: (described.name ?? memberName(header)).replace(/^\.\//, ''),
      kind: KINDS[type] ?? 'other',
      target: described.target ?? readText(header, 157, 100),
      offset,
      size,
    };
    members.set(member.name, member);
    described = {};
  }
}

/** What a pax or GNU header says of the member after it. */
interface Description {
  name?: string;
  target?: string;
  size?: number;
}

const DESCRIBES: Record<string, (content: Buffer) => Description> = {
  x: parsePax,
  g: () => ({}),
  L: (content) => ({ name: readText(content, 0, content.length) }),
  K: (content) => ({ target: readText(content, 0, content.length) }),
};

/** Records `<length> <key>=<value>\n`, where the length counts the whole record in bytes. */
function parsePax(content: Buffer): Description {
  const found: Description = {};
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number.parseInt(content.toString('latin1', at, space), 10);
    if (space < 0 || !(length > 0)) break;
    const [, key, value = ''] = /^([^=]*)=([^]*)\n$/.exec(content.toString('utf8', space + 1, at + length)) ?? [];
    if (key === 'path') found.name = value;
    if (key === 'linkpath') found.target = value;
    if (key === 'size') found.size = Number(value);
    at += length;
  }
  return found;
}

function memberName(header: Buffer): string {
  const isUstar = header.toString('latin1', 257, 262) === 'ustar';
  const prefix = isUstar ? readText(header, 345, 155) : '';
  const name = readText(header, 0, 100);
  return prefix ? `${prefix}/${name}` : name;
}

function readText(bytes: Buffer, start: number, length: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end >= 0 && end < start + length ? end : start + length);
}

/** Octal digits, or a big-endian number behind a byte with the high bit set (GNU, for sizes from 8 GiB). */
function readNumber(header: Buffer, start: number, length: number): number {
  const first = header.readUInt8(start);
  if (first & 0x80) {
    return header.subarray(start + 1, start + length).reduce((value, byte) => value * 256 + byte, first & 0x7f);
  }
  return Number.parseInt(readText(header, start, length).trim() || '0', 8);
}

/** The sum of all bytes of the header, its own field counted as spaces. */
function hasValidSum(header: Buffer): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return sum === readNumber(header, 148, 8);
}

function truncated(name: string): HoneError {
  return new HoneError(`The archive ${name} is truncated.`, {
    code: 'oci/truncated',
    file: name,
    hint: 'Delete it and build the image again, with --skip-nx-cache when it came out of the cache.',
  });
}

function notTar(name: string): HoneError {
  return new HoneError(`${name} is no tar archive.`, {
    code: 'oci/not-tar',
    file: name,
    hint: 'Delete it and build the image again, with --skip-nx-cache when it came out of the cache.',
  });
}
