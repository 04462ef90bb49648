import { readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { isInside, toPosix } from '@hone/core/files';
import { fileEntry } from './folder-files.js';
import { contextProblem } from './problems.js';
import type { ContextEntry } from './types.js';

/** What a link becomes in the context. */
export type LinkPlan = { entry: ContextEntry } | { diagnostic: Diagnostic };

/**
 * Says what becomes of a symbolic link:
 *
 * - to a place in the context: a link, relative, so that it holds wherever the context lies;
 * - to a file of the workspace outside the context: a copy, which Nx hashes with the link;
 * - to a folder outside the context: refused, since Nx does not hash what is in it and the cache would lie;
 * - out of the workspace: refused;
 * - to nothing, or to something ignored: left out, with a warning.
 *
 * @param file the link, relative to the workspace root
 * @param isInContext whether a path relative to the workspace root is a file, link or folder of the context
 * @param isOfProject whether a path lies in one of the context's projects
 */
export function planLink(
  workspaceRoot: string,
  file: string,
  isInContext: (path: string) => boolean,
  isOfProject: (path: string) => boolean,
): LinkPlan {
  const absolute = path.join(workspaceRoot, file);
  const written = readLink(absolute);
  if (written === undefined) return { diagnostic: broken(file, 'The symbolic link can not be read.') };
  if (isLoop(absolute)) return { diagnostic: broken(file, 'The symbolic link leads back to itself.') };
  if (!isInside(workspaceRoot, file)) return { diagnostic: outside(file, written) };

  const named = relativeTo(workspaceRoot, path.resolve(path.dirname(absolute), written));
  const real = realTarget(workspaceRoot, absolute);
  const target = [named, real].find((candidate) => candidate !== undefined && isInContext(candidate));
  if (target !== undefined && real !== undefined) {
    const relative = path.posix.relative(path.posix.dirname(file), target);
    return { entry: { path: file, source: { kind: 'link', target: relative || '.' }, executable: false } };
  }
  if (real === undefined)
    return { diagnostic: broken(file, `The symbolic link leads to ${written}, which is not there.`) };
  if (isOfProject(real)) return { diagnostic: broken(file, `The symbolic link leads to ${real}, which is ignored.`) };
  if (isFolder(path.join(workspaceRoot, real))) return { diagnostic: toFolder(file, real) };
  return { entry: fileEntry(workspaceRoot, real, file) };
}

function readLink(file: string): string | undefined {
  try {
    return toPosix(readlinkSync(file));
  } catch {
    return undefined;
  }
}

function isLoop(link: string): boolean {
  try {
    realpathSync.native(link);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP';
  }
}

/** Relative to the workspace root; undefined for what is not below it. */
function relativeTo(root: string, absolute: string): string | undefined {
  const relative = toPosix(path.relative(root, absolute));
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
}

function realTarget(workspaceRoot: string, link: string): string | undefined {
  try {
    return relativeTo(realpathSync.native(workspaceRoot), realpathSync.native(link));
  } catch {
    return undefined;
  }
}

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;

function broken(file: string, message: string): Diagnostic {
  const hint = 'It is left out of the context. Mend it, or name it in .gitignore.';
  return contextProblem('docker/context-link-broken', 'warning', message, { file, hint });
}

function outside(file: string, target: string): Diagnostic {
  return contextProblem(
    'docker/context-link-outside',
    'error',
    `The symbolic link leads to ${target}, out of the workspace.`,
    { file, hint: 'Put what it leads to into the workspace, or name the link in .gitignore or .nxignore.' },
  );
}

function toFolder(file: string, target: string): Diagnostic {
  return contextProblem(
    'docker/context-link-to-folder',
    'error',
    `The symbolic link leads to the folder ${target}, which is not in the context.`,
    { file, hint: `Make the project that holds ${target} a dependency (implicitDependencies), so that Nx hashes it.` },
  );
}
