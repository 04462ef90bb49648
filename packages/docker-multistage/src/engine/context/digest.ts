import { stat } from 'node:fs/promises';
import type { Contents } from './contents.js';
import type { ContextEntry } from './types.js';

/** What was written. */
export interface WrittenContext {
  /** SHA-256 over path, mode and content of every entry, in hexadecimals. */
  digest: string;
  files: number;
  /** Of all files together; links count nothing. */
  bytes: number;
}

/** The content of an entry: of a link, its target. */
export interface EntryHash {
  /** SHA-256, in hexadecimals. */
  hash: string;
  bytes: number;
}

/** The permissions of a file in a context. */
export const modeOf = (executable: boolean): number => (executable ? 0o755 : 0o644);

/** The hash of an entry before it is written. */
export async function readHash({ source }: ContextEntry, contents: Contents): Promise<EntryHash> {
  if (source.kind === 'link') return { hash: await contents.hash(source.target), bytes: 0 };
  if (source.kind === 'text') return { hash: await contents.hash(source.text), bytes: Buffer.byteLength(source.text) };
  const content = await contents.read(source.file);
  if (content.kind === 'bytes') return { hash: content.hash, bytes: content.bytes.length };
  return { hash: await contents.hashFile(content.file), bytes: (await stat(content.file)).size };
}

/** @param hashes one an entry, in the same order */
export async function digestOf(
  entries: readonly ContextEntry[],
  hashes: readonly EntryHash[],
  contents: Contents,
): Promise<WrittenContext> {
  const lines = entries.map(({ path, source, executable }, index) => {
    const kind = source.kind === 'link' ? 'link' : modeOf(executable).toString(8);
    return `${JSON.stringify([path, kind, hashes[index]!.hash])}\n`;
  });
  return {
    digest: await contents.hash(lines.join('')),
    files: entries.length,
    bytes: hashes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
