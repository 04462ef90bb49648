import { readdirSync, readFileSync } from 'node:fs';
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
  const name = path.join(workspaceRoot, file);
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const problem = { file, message: `The file can not be read: ${code}`, hint: 'Check its permissions.' };
    return { ...parseCargoManifest('', file), problems: [problem] };
  }
  // The usual way is fast; the other finds out what is wrong with the bytes.
  const decoded = text.includes('\uFFFD') ? decodeManifest(readFileSync(name)) : { text };
  const manifest = parseCargoManifest(decoded.text, file);
  return decoded.problem ? { ...manifest, problems: [{ file, ...decoded.problem }, ...manifest.problems] } : manifest;
}

/** A probe of the disk that lists each folder once in its life, so it is good for one reading. */
export function nodeCargoProbe(workspaceRoot: string): CargoProbe {
  const folders = new Map<string, readonly string[]>();
  return {
    names(folder) {
      let names = folders.get(folder);
      if (!names) folders.set(folder, (names = namesIn(path.join(workspaceRoot, folder))));
      return names;
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
