import { posix } from 'node:path';

/** The folder of a manifest, relative to the workspace root; `.` for the root itself. */
export function folderOf(file: string): string {
  return posix.dirname(file);
}

/** Whether a path of a manifest is absolute, on any system. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/**
 * A path that a manifest in `folder` names, relative to the workspace root. One that leaves the workspace keeps its
 * leading `..`, an absolute one stays as it is.
 */
export function resolveFrom(folder: string, path: string): string {
  const forward = path.replace(/\\/g, '/');
  if (isAbsolutePath(forward)) return posix.normalize(forward);
  const joined = posix.join(folder, forward);
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}

/** Whether a path made by {@link resolveFrom} lies inside the workspace. */
export function isInsideWorkspace(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !isAbsolutePath(path);
}
