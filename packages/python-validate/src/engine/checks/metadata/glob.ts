import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no files of the project itself. */
const SKIPPED = new Set(['node_modules', '.git', '.venv', 'venv', '.tox', '.nox', '__pycache__']);

/**
 * Whether a glob of `license-files` (PEP 639: `*`, `?`, `**`, `[…]`, forward slashes) matches a file of a folder.
 *
 * @param folder absolute path.
 */
export function matchesAnyFile(folder: string, pattern: string): boolean {
  return search(
    folder,
    pattern.split('/').filter((segment) => segment !== '' && segment !== '.'),
  );
}

function search(folder: string, segments: readonly string[]): boolean {
  const [segment, ...rest] = segments;
  if (segment === undefined) return false;
  const entries = list(folder);
  if (segment === '**') {
    const here = rest.length === 0 ? entries.some((entry) => !entry.isDirectory()) : search(folder, rest);
    return here || entries.some((entry) => isOwnFolder(entry) && search(join(folder, entry.name), segments));
  }
  const matching = toRegExp(segment);
  return entries.some((entry) => {
    if (!matching.test(entry.name)) return false;
    return rest.length === 0 ? !entry.isDirectory() : search(join(folder, entry.name), rest);
  });
}

function isOwnFolder(entry: Dirent): boolean {
  return entry.isDirectory() && !SKIPPED.has(entry.name);
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function toRegExp(segment: string): RegExp {
  const source = segment.replace(/\[!?[^\]]*\]|[.+^${}()|\\*?[\]]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.length > 1 ? part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'u');
}
