import { isDockerfileName, type Walker } from '@hone/core/files';
import { cleanPath, toRegExp } from './lint/config/ignore-file.js';

/** Which Dockerfiles of a project are wanted. */
export interface DockerfileSearch {
  root: string;
  nestedRoots: readonly string[];
  /** Globs relative to the project; without any, the usual names. */
  include: readonly string[];
  /** Patterns in the syntax of .gitignore, relative to the project. */
  exclude: readonly string[];
}

/** The Dockerfiles of a project, relative to the workspace root, sorted. */
export function findDockerfiles(walker: Walker, { root, nestedRoots, include, exclude }: DockerfileSearch): string[] {
  const prefix = root === '.' || root === '' ? '' : `${root}/`;
  const patterns = include.map((glob) => toRegExp(cleanPath(glob)));
  const isWanted = (name: string, file: string): boolean =>
    patterns.length === 0
      ? isDockerfileName(name)
      : patterns.some((pattern) => pattern.test(file.slice(prefix.length)));
  return walker.listFiles(root, { filter: isWanted, nestedRoots, exclude });
}
