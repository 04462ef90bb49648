import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Verdict } from './types.js';

/**
 * The texts of the manifests that verdicts speak of, by file.
 *
 * @param workspaceRoot absolute path
 * @param unreadable manifests that must not be edited: they are left out, as is what is no UTF-8
 */
export function readManifests(
  workspaceRoot: string,
  verdicts: readonly Verdict[],
  unreadable: ReadonlySet<string>,
): Map<string, string> {
  const files = new Set(verdicts.flatMap(({ declarations }) => declarations.map(({ file }) => file)));
  const texts = new Map<string, string>();
  for (const file of files) {
    if (unreadable.has(file)) continue;
    const text = readUtf8(path.join(workspaceRoot, file));
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

/** A text as it is, byte order mark included. Bytes that are no UTF-8 would be lost when the text is written back. */
export function readUtf8(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
