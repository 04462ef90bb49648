import { isAscii, isUtf8 } from 'node:buffer';
import { codecFor, decodeWith } from './codecs.js';

/** Why a Python source cannot be decoded. */
export type DecodeProblemKind =
  /** The bytes are not valid in the declared (or default) encoding. */
  | 'invalid-bytes'
  /** The declared encoding does not exist. */
  | 'unknown-encoding'
  /** Python knows the declared encoding, this reader does not: nothing can be said of the file. */
  | 'unsupported-encoding'
  /** A byte order mark and a declaration that contradict each other. */
  | 'conflicting-encoding'
  /** A zero byte, which CPython refuses. */
  | 'null-byte';

export type DecodedPython =
  | { text: string; encoding: string }
  | { error: string; kind: DecodeProblemKind; /** 1-based. */ line: number; /** 1-based, UTF-16. */ column: number };

/** https://peps.python.org/pep-0263/ gives the first expression; the second is the tokenizer's test for a blank line. */
const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK_LINE = /^[ \t\f]*(?:#.*)?$/;

/**
 * Decodes a Python source as CPython does: a UTF-8 byte order mark, else the encoding declared in the first two lines
 * (PEP 263), else UTF-8.
 *
 * @param bytes the whole file
 * @returns the text without byte order mark, line ends as they are; or what is wrong and where
 */
export function decodePython(bytes: Uint8Array): DecodedPython {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const zero = body.indexOf(0);
  if (zero >= 0) return problem(body, zero, 'null-byte', 'source code cannot contain null bytes');
  const declared = declaredEncoding(body);
  if (!declared) return decodeUtf8(body, false);
  const { name, line } = declared;
  const codec = codecFor(name);
  if (!codec) return at(line, 'unknown-encoding', `unknown encoding: ${name}`);
  if (codec.type === 'unsupported') {
    return at(line, 'unsupported-encoding', `the encoding ${name} cannot be read here`);
  }
  if (codec.type === 'utf-8') return decodeUtf8(body, true);
  if (hasMark) return at(line, 'conflicting-encoding', `encoding problem: ${name} with BOM`);
  const decoded = decodeWith(codec, body);
  if (decoded.text !== undefined) return { text: decoded.text, encoding: name };
  const position = decoded.invalidAt;
  return problem(body, position, 'invalid-bytes', `'${name}' codec can't decode byte ${hex(body[position])}`);
}

/** The encoding that a comment in the first two lines declares; a second line counts after a blank first one only. */
function declaredEncoding(bytes: Uint8Array): { name: string; line: number } | undefined {
  let start = 0;
  for (let line = 1; line <= 2; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    if (end - start < 4096) {
      const text = latin1(bytes.subarray(start, end));
      const name = DECLARATION.exec(text)?.[1];
      if (name !== undefined) return { name, line };
      if (!BLANK_LINE.test(text)) return undefined;
    }
    start = bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
  }
  return undefined;
}

function decodeUtf8(bytes: Uint8Array, declared: boolean): DecodedPython {
  if (isAscii(bytes)) return { text: latin1(bytes), encoding: 'utf-8' };
  if (isUtf8(bytes)) return { text: buffer(bytes).toString('utf8'), encoding: 'utf-8' };
  const position = firstInvalidUtf8(bytes);
  const advice = declared ? '' : ', and no other encoding is declared';
  return problem(bytes, position, 'invalid-bytes', `byte ${hex(bytes[position])} is not valid UTF-8${advice}`);
}

/** Halves the range until the shortest invalid prefix is found: its last byte belongs to the sequence that is wrong. */
function firstInvalidUtf8(bytes: Uint8Array): number {
  let valid = 0;
  for (let step = 1 << 30; step >= 1; step >>= 1) {
    const end = valid + step;
    if (end <= bytes.length && isUtf8(bytes.subarray(0, backToCharacter(bytes, end)))) valid = end;
  }
  return backToCharacter(bytes, valid);
}

/** The end of the last whole character at or before `end`, as lead and continuation bytes tell it. */
function backToCharacter(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? end - back : end;
    }
  }
  return end;
}

function problem(bytes: Uint8Array, position: number, kind: DecodeProblemKind, error: string): DecodedPython {
  const before = buffer(bytes.subarray(0, position)).toString('utf8');
  const lines = before.split(/\r\n|\r|\n/);
  const last = lines.at(-1) ?? '';
  return { error, kind, line: lines.length, column: last.length + 1 };
}

function at(line: number, kind: DecodeProblemKind, error: string): DecodedPython {
  return { error, kind, line, column: 1 };
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function latin1(bytes: Uint8Array): string {
  return buffer(bytes).toString('latin1');
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0')}`;
}
