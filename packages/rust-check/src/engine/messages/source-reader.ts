import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives the text of a file by its name relative to the workspace root, byte order mark and line ends as they are on the
 * disk; `undefined` when there is none or it is not UTF-8.
 */
export type SourceReader = (file: string) => string | undefined;

/**
 * Reads sources from the disk and keeps the last of them.
 *
 * @param workspaceRoot absolute path
 * @param budget the most UTF-16 code units to hold at once
 */
export function createSourceReader(workspaceRoot: string, budget = 16 * 1024 * 1024): SourceReader {
  const held = new Map<string, string | undefined>();
  let size = 0;
  return (file) => {
    if (held.has(file)) return held.get(file);
    const text = readSource(join(workspaceRoot, file));
    held.set(file, text);
    size += text?.length ?? 0;
    for (const [oldest, dropped] of held) {
      if (size <= budget || oldest === file) break;
      held.delete(oldest);
      size -= dropped?.length ?? 0;
    }
    return text;
  };
}

function readSource(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    return undefined;
  }
}
