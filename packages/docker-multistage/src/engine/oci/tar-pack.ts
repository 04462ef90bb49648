const BLOCK = 512;
const LARGEST_OCTAL = 0o77777777777;

/**
 * The header of a member of a tar archive that says nothing of who made it and when: owner 0, mode 0644 or 0755, time 0.
 *
 * @param name at most 100 bytes; a folder ends in `/`
 * @param size bytes of content
 */
export function tarHeader(name: string, size: number): Buffer {
  const isFolder = name.endsWith('/');
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`A name in the archive is too long: ${name}`);
  header.write(name, 0);
  header.write(isFolder ? '0000755\0' : '0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, size);
  header.write('00000000000\0', 136);
  header.write(isFolder ? '5' : '0', 156);
  header.write('ustar\0' + '00', 257);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Eleven octal digits, and from 8 GiB on GNU's binary form, which Go's and Python's readers know too. */
function writeSize(header: Buffer, size: number): void {
  if (size <= LARGEST_OCTAL) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(size), 128);
}

/** What follows the content of a member, so that the next one starts at a block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}
