import type { Walker } from '@hone/core/files';
import { cleanPath, toRegExp } from './lint/config/ignore-file.js';

/** The usual names: Dockerfile, Dockerfile.prod, prod.Dockerfile, Containerfile and the like. */
const USUAL =
  /^(?:(?:Dockerfile|Containerfile)(?:[.-][^/]+)?|[^/]+\.(?:Dockerfile|Containerfile)|dockerfile|[^/]+\.dockerfile)$/;

/** Templates, backups and notes that have such a name too. */
const OTHER =
  /\.(?:dockerignore|j2|jinja2?|tmpl|tpl|template|erb|mustache|hbs|ejs|md|txt|orig|rej|bak|swp|lock|ya?ml|json|sh)$|~$/i;

export function isDockerfileName(name: string): boolean {
  return USUAL.test(name) && !OTHER.test(name);
}

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
