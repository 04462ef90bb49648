import { posix } from 'node:path';

/** Manifests that dependencies can be declared in. */
export type ManifestKind = 'pyproject' | 'requirements' | 'cargo' | 'npm';

/** What a manifest is, by its name. */
export function manifestKind(file: string): ManifestKind | undefined {
  const name = posix.basename(file);
  if (name === 'pyproject.toml') return 'pyproject';
  if (name === 'Cargo.toml') return 'cargo';
  if (name === 'package.json') return 'npm';
  return /^requirements.*\.(?:txt|in)$/.test(name) ? 'requirements' : undefined;
}

/** Folders from one up to the workspace's, the nearest first. */
export function foldersAbove(folder: string): string[] {
  const folders: string[] = [];
  for (let at = posix.normalize(folder); ; at = posix.dirname(at)) {
    folders.push(at);
    if (at === '.' || at === '/' || at === '..') return folders;
  }
}

/** A name in a folder, `.` being the workspace's. */
export const inFolder = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
