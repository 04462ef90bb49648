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
