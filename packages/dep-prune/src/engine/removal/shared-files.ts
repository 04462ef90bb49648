import { existsSync } from 'node:fs';
import path from 'node:path';
import { requirementsRole } from '@hone/core/manifests';
import type { Walker } from '@hone/core/files';
import { readUtf8 } from '../read-manifests.js';
import type { ProjectRequest } from '../types.js';

/** An include of one requirements file by another. */
interface Include {
  from: string;
  to: string;
}

/**
 * Why a requirements file is not one project's own, so that it can not be edited for one project's sake.
 *
 * @param file relative to the workspace root
 */
export function sharedWith(
  { workspaceRoot, project, nestedRoots, walker }: ProjectRequest,
  file: string,
): string | undefined {
  if (!/\.(?:txt|in)$/.test(file)) return undefined;
  const isOwn = (each: string): boolean =>
    isBelow(each, project.root) && !nestedRoots.some((nested) => isBelow(each, nested));
  if (!isOwn(file)) {
    const owner = ownerOf(workspaceRoot, file);
    if (owner !== undefined) return `it belongs to the project in ${owner}`;
  }
  const other = includesOf(workspaceRoot, walker).find(({ from, to }) => to === file && !isOwn(from));
  return other && `${other.from} of another project includes it`;
}

function isBelow(file: string, root: string): boolean {
  return root === '.' || file.startsWith(`${root}/`);
}

/** The folder of a project that reads a requirements file as its own. */
function ownerOf(workspaceRoot: string, file: string): string | undefined {
  const folder = path.posix.dirname(file);
  const folders = [folder, path.posix.dirname(folder)];
  return folders.find(
    (each) =>
      requirementsRole(path.posix.relative(each, file)) !== undefined &&
      ['project.json', 'pyproject.toml', 'setup.cfg', 'setup.py'].some((name) =>
        existsSync(path.join(workspaceRoot, each, name)),
      ),
  );
}

/** All tasks of a run share one walker, and one reading of the includes. */
const known = new WeakMap<Walker, Include[]>();

function includesOf(workspaceRoot: string, walker: Walker): Include[] {
  const found = known.get(walker) ?? readIncludes(workspaceRoot, walker);
  known.set(walker, found);
  return found;
}

function readIncludes(workspaceRoot: string, walker: Walker): Include[] {
  return walker.listFiles('.', { extensions: ['.txt', '.in'] }).flatMap((from) => {
    const text = readUtf8(path.join(workspaceRoot, from)) ?? '';
    const lines = text.matchAll(/^[ \t]*(?:-r|-c|--requirement|--constraint)[ \t=]*(["']?)([^\s#"']+)\1/gm);
    return [...lines].map(([, , to = '']) => ({ from, to: path.posix.join(path.posix.dirname(from), to) }));
  });
}
