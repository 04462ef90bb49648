import path from 'node:path';
import { dockerfileVariant } from '@hone/core/files';

/** Folders that say only that Docker's files are in them. */
const PLAIN = new Set(['docker', 'containers']);

/**
 * What distinguishes the targets of a project's Dockerfiles: nothing for the main one, `prod` for `Dockerfile.prod`,
 * `worker` for `docker/worker/Dockerfile`. It depends on the Dockerfile's path alone, unless two have the same.
 *
 * @param root the project's folder
 * @param files its Dockerfiles, relative to the workspace root, sorted
 * @returns by file
 */
export function suffixesOf(root: string, files: readonly string[]): Map<string, string> {
  const suffixes = new Map<string, string>();
  const taken = new Set<string>();
  // The ones nearest to the project's folder first, and plain names before others.
  const ordered = [...files].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const file of ordered) {
    const inProject = root === '.' ? file : file.slice(root.length + 1);
    const wanted = [suffixOf(inProject, PLAIN), suffixOf(inProject, new Set())];
    const suffix = wanted.find((one) => !taken.has(one)) ?? firstFree(wanted[1]!, taken);
    taken.add(suffix);
    suffixes.set(file, suffix);
  }
  return suffixes;
}

function rank(file: string): number {
  return file.split('/').length * 2 + (dockerfileVariant(path.posix.basename(file)) === '' ? 0 : 1);
}

function suffixOf(file: string, leftOut: ReadonlySet<string>): string {
  const folders = file.split('/').slice(0, -1);
  const parts = [...folders.filter((part) => !leftOut.has(part)), dockerfileVariant(path.posix.basename(file))];
  return parts
    .map((part) => part.replace(/[^\w.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
}

function firstFree(suffix: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const numbered = suffix === '' ? `${number}` : `${suffix}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
