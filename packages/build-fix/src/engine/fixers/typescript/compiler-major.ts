import fs from 'node:fs';
import path from 'node:path';

/**
 * The major version of the TypeScript that is installed for a folder: its own, or that of a folder above.
 *
 * @param folder absolute path
 * @param root where to end
 */
export function compilerMajor(folder: string, root: string): number | undefined {
  for (let at = folder; at.startsWith(root); at = path.posix.dirname(at)) {
    const version = readVersion(path.posix.join(at, 'node_modules/typescript/package.json'));
    if (version !== undefined) return version;
    if (at === path.posix.dirname(at)) return undefined;
  }
  return undefined;
}

function readVersion(file: string): number | undefined {
  try {
    const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version?: unknown };
    const major = typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN;
    return Number.isNaN(major) ? undefined : major;
  } catch {
    return undefined;
  }
}
