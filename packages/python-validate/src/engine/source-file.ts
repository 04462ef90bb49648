import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodePython } from '@hone/core/python';
import type { SourceFile } from './check.js';

/** Keeps the bytes of the files read last, up to a budget, so that checks share a read without holding a whole batch. */
export interface SourceCache {
  read(path: string): Uint8Array;
}

/**
 * @param budget the most bytes to hold at once; a file larger than the budget is read anew each time.
 */
export function createSourceCache(budget = 16 * 1024 * 1024): SourceCache {
  const held = new Map<string, Uint8Array>();
  let size = 0;
  return {
    read(path) {
      const known = held.get(path);
      if (known) return known;
      const bytes = readFileSync(path);
      if (bytes.length > budget) return bytes;
      size += bytes.length;
      held.set(path, bytes);
      for (const [oldest, dropped] of held) {
        if (size <= budget) break;
        held.delete(oldest);
        size -= dropped.length;
      }
      return bytes;
    },
  };
}

/**
 * A source file that is read when it is first looked at.
 *
 * @param file path relative to the workspace root, forward slashes.
 */
export function createSourceFile(workspaceRoot: string, file: string, cache: SourceCache): SourceFile {
  const path = join(workspaceRoot, file);
  return {
    file,
    path,
    // A file that has gone meanwhile is reported by the check that reads it.
    size: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    bytes: () => cache.read(path),
    text: () => {
      const decoded = decodePython(cache.read(path));
      return 'text' in decoded ? decoded.text : undefined;
    },
  };
}
