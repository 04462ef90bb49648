import path from 'node:path';
import { refuse } from './refuse.js';

/**
 * A folder that a user named, relative to the workspace root with forward slashes.
 *
 * @throws HoneError when it lies outside of the workspace
 */
export function folderInside(folder: string): string {
  const clean = path.posix.normalize(folder.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '');
  const outside = path.posix.isAbsolute(clean) || /^[A-Za-z]:/.test(clean) || /^\.\.(?:\/|$)/.test(clean);
  return outside
    ? refuse(`The folder ${folder} lies outside of the workspace.`, 'Give it relative to the workspace root.')
    : clean;
}

/** Whether a folder is another one or lies below it; both relative to the workspace root. */
export function isWithin(folder: string, above: string): boolean {
  return above === '.' || folder === above || folder.startsWith(`${above}/`);
}

/** Where a folder lies as seen from one above it. */
export function relativeTo(above: string, folder: string): string {
  return path.posix.relative(above, folder) || '.';
}
