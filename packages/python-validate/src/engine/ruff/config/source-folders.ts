import type { Dirent } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { isSkippedFolder } from '@hone/core/files';
import { compileGlob } from './globset.js';

const wildcard = /[*?[]/;

/**
 * The folders that an entry of ruff's setting `src` names. An entry may be a pattern, in which `*` stays within one
 * folder name and `**` spans any number of folders. Source: `resolve_src` of ruff's workspace crate.
 *
 * @param folder absolute path that the entry is relative to.
 * @returns absolute paths; one without wildcards is given back whether or not it exists.
 */
export function expandSourceFolders(folder: string, entry: string): string[] {
  if (!wildcard.test(entry)) return [resolve(folder, entry)];
  const { root } = parse(entry);
  return entry
    .slice(root.length)
    .split(/[\\/]/)
    .reduce<string[]>(
      (folders, segment) => folders.flatMap((found) => expandSegment(found, segment)),
      [root || folder],
    );
}

function expandSegment(folder: string, segment: string): string[] {
  if (segment === '**')
    return [folder, ...subfolders(folder).flatMap((name) => expandSegment(join(folder, name), '**'))];
  if (!wildcard.test(segment)) return [join(folder, segment)];
  const matches = compileGlob(segment);
  return subfolders(folder)
    .filter((name) => matches(name))
    .map((name) => join(folder, name));
}

function subfolders(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  const names = entries.filter((entry) => entry.isDirectory() && !isSkippedFolder(entry.name)).map(({ name }) => name);
  return names.sort();
}
