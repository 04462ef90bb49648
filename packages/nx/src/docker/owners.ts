import { foldersAbove, isNeverProject, liesInFixtures } from '../graph/candidates.js';

/**
 * The projects that Dockerfiles belong to: each to the nearest one above it. One that lies among a project's test inputs, or
 * where nothing of the workspace lies, belongs to nobody.
 *
 * @param files relative to the workspace root, sorted
 * @param isProject whether a folder is a project's
 * @returns files by the project's folder, sorted by both
 */
export function ownersOf(files: readonly string[], isProject: (root: string) => boolean): [string, string[]][] {
  const owned = new Map<string, string[]>();
  for (const file of files) {
    const root = foldersAbove(file).find(isProject);
    if (root === undefined) continue;
    const inProject = root === '.' ? file : file.slice(root.length + 1);
    if (liesInFixtures(inProject) || isNeverProject(file)) continue;
    const list = owned.get(root);
    if (list) list.push(file);
    else owned.set(root, [file]);
  }
  return [...owned].sort(([a], [b]) => (a < b ? -1 : 1));
}
