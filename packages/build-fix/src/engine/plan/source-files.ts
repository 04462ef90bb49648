import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWalker, isInside } from '@hone/core/files';
import type { SourceFiles } from '../types.js';

/** Larger ones are no source that anybody edits. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The files below a folder as they are now: each is read once, so that all who ask see the same.
 *
 * @param workspaceRoot absolute path of the workspace or of its scratch copy
 */
export function createSourceFiles(workspaceRoot: string): SourceFiles {
  const texts = new Map<string, string | undefined>();
  const lists = new Map<string, readonly string[]>();
  const walker = createWalker(workspaceRoot);
  const pathOf = (file: string): string | undefined => {
    const absolute = path.join(workspaceRoot, file);
    return isInside(workspaceRoot, absolute) ? absolute : undefined;
  };
  return {
    read(file) {
      if (!texts.has(file)) texts.set(file, readText(pathOf(file)));
      return texts.get(file);
    },
    exists(file) {
      const absolute = pathOf(file);
      return absolute !== undefined && existsSync(absolute);
    },
    list(folder) {
      const known = lists.get(folder) ?? walker.listFiles(folder);
      lists.set(folder, known);
      return known;
    },
  };
}

/** With its byte order mark, so that its digest is that of the file; undefined for what is no UTF-8 text. */
function readText(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const stats = lstatSync(file);
    if (stats.isDirectory() || stats.size > MAX_BYTES) return undefined;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
