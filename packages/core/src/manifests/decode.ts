/** A text file's content, and what was wrong with its bytes. */
export interface DecodedText {
  text: string;
  problem?: { message: string; line: number; hint: string };
}

/**
 * Decodes a manifest: UTF-8, or UTF-16 with its byte order mark, or with `cookie` what a `# -*- coding: … -*-` comment in
 * the first two lines says (pip reads requirements files so). Bytes that are not valid are read as Latin-1, so that the
 * ASCII around them is still understood, and reported with their line.
 */
export function decodeManifest(bytes: Uint8Array, { cookie = false }: { cookie?: boolean } = {}): DecodedText {
  const named = (cookie && cookieOf(bytes)) || undefined;
  const encoding = markOf(bytes) ?? labelOf(named ?? 'utf-8');
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('latin1').decode(bytes);
    const problem = {
      message: `The file is not valid ${encoding.toUpperCase()}`,
      line: firstBadLine(bytes, encoding),
      hint: 'Save it as UTF-8.',
    };
    return { text, problem };
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Python's names for encodings that the Encoding Standard calls otherwise. */
function labelOf(name: string): string {
  const plain = name.toLowerCase().replace(/_/g, '-');
  return /^(?:latin-?1|iso-8859-1)(?:-|$)/.test(plain) ? 'latin1' : plain.replace(/^utf-?8-sig$/, 'utf-8');
}

/** PEP 263, for requirements files. */
function cookieOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).split(/\r\n|[\n\r]/, 2);
  return head.map((line) => /^[ \t]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]).find(Boolean);
}

function firstBadLine(bytes: Uint8Array, encoding: string): number {
  // Lines of UTF-16 can't be found by their bytes.
  if (encoding.startsWith('utf-16')) return 1;
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(start, end < 0 ? undefined : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
    line++;
  }
}
