import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type IgnoreFile, parseIgnoreFile } from '../lint/config/ignore-file.js';

/** The ignore file that counts for a Dockerfile: its own, else that of the context. */
export function readIgnoreFileOf(
  workspaceRoot: string,
  context: string,
  dockerfile: string,
): { file: string | undefined; ignore: IgnoreFile | undefined } {
  for (const file of [`${dockerfile}.dockerignore`, path.posix.join(context, '.dockerignore')]) {
    try {
      return { file, ignore: parseIgnoreFile(readFileSync(path.join(workspaceRoot, file), 'utf8')) };
    } catch {
      continue;
    }
  }
  return { file: undefined, ignore: undefined };
}
