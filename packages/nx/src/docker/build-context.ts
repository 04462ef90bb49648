import path from 'node:path';

/** What a build leaves: such folders come and go, so that they tell nothing of where a Dockerfile is built. */
const BUILT = new Set(['dist', 'build', 'out', 'target', 'node_modules', '.venv', 'venv', 'tmp']);

/** Whether a path leads into what a build leaves, which is no source. */
export function isBuilt(file: string): boolean {
  return BUILT.has(firstPart(file));
}

const firstPart = (file: string): string => file.split('/', 1)[0] ?? '';

/**
 * The folder that a Dockerfile is written for: of its project, the workspace and its own folder the first in which most of
 * the sources are that it copies.
 *
 * @param file the Dockerfile, relative to the workspace root
 * @param root its project's folder
 * @param sources as `contextSources` gives them
 * @param namesIn what lies in a folder
 * @returns relative to the workspace root
 */
export function buildContextOf(
  file: string,
  root: string,
  sources: readonly string[],
  namesIn: (folder: string) => readonly string[],
): string {
  const folders = [...new Set([root, '.', path.posix.dirname(file)])];
  if (folders.length === 1) return root;
  const count = (folder: string): number => {
    const there = namesIn(folder);
    return sources.filter((source) => {
      if (!isBuilt(source)) return there.includes(firstPart(source));
      // What Nx builds for a project lies in a folder of that name at the workspace root.
      return folder === '.' && `${source}/`.includes(`/${root}/`);
    }).length;
  };
  const counts = folders.map(count);
  return folders[counts.indexOf(Math.max(...counts))] ?? root;
}
