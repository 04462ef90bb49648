import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileSignatures } from '../graph/file-signatures.js';
import { contextSources } from './sources.js';

/** What Dockerfiles copy, by file, each with the file's signature. */
export type CachedDockerfiles = Record<string, [signature: string, sources: string[]]>;

/** What is kept on disk between commands. */
export interface DockerCache {
  dockerfiles: CachedDockerfiles;
}

/** More than any Dockerfile has. */
const LARGEST = 1024 * 1024;

/** Reads what Dockerfiles copy; only those that changed are read. */
export function readDockerfiles(
  workspaceRoot: string,
  files: readonly string[],
  signatures: FileSignatures,
  known: CachedDockerfiles,
): { dockerfiles: CachedDockerfiles; changed: boolean } {
  const dockerfiles: CachedDockerfiles = {};
  let changed = files.length !== Object.keys(known).length;
  for (const file of files) {
    const signature = signatures.of(file);
    let entry = known[file];
    if (entry?.[0] !== signature) {
      changed = true;
      entry = [signature, readSources(path.join(workspaceRoot, file))];
    }
    dockerfiles[file] = entry!;
  }
  return { dockerfiles, changed };
}

/** One that can't be read copies nothing here; the linter says what is wrong with it. */
function readSources(file: string): string[] {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > LARGEST ? [] : contextSources(text);
  } catch {
    return [];
  }
}
