import fs from 'node:fs';
import path from 'node:path';

/** A path of this platform with forward slashes. */
export function toPosix(name: string): string {
  return path.sep === '\\' ? name.replaceAll('\\', '/') : name;
}

/**
 * Whether a path, for instance one that a manifest names, stays inside a folder once symbolic links are followed. The
 * folder itself counts as inside; neither needs to exist.
 *
 * @param root absolute path
 * @param name absolute, or relative to `root`
 */
export function isInside(root: string, name: string): boolean {
  const from = resolveLinks(path.resolve(root));
  const to = resolveLinks(path.resolve(root, name));
  if (from === undefined || to === undefined) return false;
  const relative = path.relative(from, to);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The real path of a name whose last parts may not exist; `undefined` for a loop of links. */
function resolveLinks(name: string, hops = 0): string | undefined {
  try {
    return fs.realpathSync.native(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP' || hops > 40) return undefined;
  }
  const parent = path.dirname(name);
  if (parent === name) return name;
  const realParent = resolveLinks(parent, hops + 1);
  if (realParent === undefined) return undefined;
  const here = path.join(realParent, path.basename(name));
  try {
    return resolveLinks(path.resolve(realParent, fs.readlinkSync(here)), hops + 1);
  } catch {
    return here;
  }
}
