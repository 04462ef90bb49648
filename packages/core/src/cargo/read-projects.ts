import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { decodeManifest } from '../manifests/decode.js';
import { assembleCargoProjects } from './assemble.js';
import type { CargoManifest, CargoProbe } from './manifest-types.js';
import { parseCargoManifest } from './parse-manifest.js';
import type { CargoProjects } from './types.js';

/**
 * Reads all Cargo workspaces and crates of an Nx workspace without starting cargo.
 *
 * @param workspaceRoot absolute path
 * @param manifestFiles the `Cargo.toml` files, relative to the workspace root with forward slashes
 */
export function readCargoProjects(workspaceRoot: string, manifestFiles: readonly string[]): CargoProjects {
  const manifests = manifestFiles.flatMap((file) => readCargoManifest(workspaceRoot, file) ?? []);
  return assembleCargoProjects(manifests, nodeCargoProbe(workspaceRoot));
}

/**
 * Reads one manifest.
 *
 * @param workspaceRoot absolute path
 * @param file relative to the workspace root with forward slashes
 * @returns undefined when there is no such file; one that can't be read has a problem
 */
export function readCargoManifest(workspaceRoot: string, file: string): CargoManifest | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path.join(workspaceRoot, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const problem = { file, message: `The file can not be read: ${code}`, hint: 'Check its permissions.' };
    return { ...parseCargoManifest('', file), problems: [problem] };
  }
  const { text, problem } = decodeManifest(bytes);
  const manifest = parseCargoManifest(text, file);
  return problem ? { ...manifest, problems: [{ file, ...problem }, ...manifest.problems] } : manifest;
}

/** A probe of the disk that lists each folder once in its life, so it is good for one reading. */
export function nodeCargoProbe(workspaceRoot: string): CargoProbe {
  const folders = new Map<string, readonly string[]>();
  return {
    names(folder) {
      const known = folders.get(folder);
      if (known) return known;
      const entries = entriesOf(path.join(workspaceRoot, folder));
      const names = entries.map(({ name }) => name);
      folders.set(folder, names);
      // A file holds nothing, so it need not be asked for.
      for (const entry of entries) if (entry.isFile()) folders.set(path.posix.join(folder, entry.name), []);
      return names;
    },
  };
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
