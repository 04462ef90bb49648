import { posix } from 'node:path';
import { compareText } from '../manifests/names.js';

/**
 * The folders that the patterns of `workspaces` name, as npm, pnpm and yarn take them: globs with `*`, `**` and `{a,b}`,
 * and `!pattern` to take folders out again.
 *
 * @param patterns relative to the root manifest's folder
 * @param folders that have a `package.json`, relative to the same folder
 * @returns sorted by code unit
 */
export function expandWorkspaces(patterns: readonly string[], folders: readonly string[]): string[] {
  const picked = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    const matches = globMatcher(negated ? pattern.slice(1) : pattern);
    for (const folder of folders.filter(matches)) {
      if (negated) picked.delete(folder);
      else picked.add(folder);
    }
  }
  return [...picked].sort(compareText);
}

function globMatcher(pattern: string): (folder: string) => boolean {
  const parts = posix.normalize(pattern.replace(/\\/g, '/')).replace(/\/$/, '').split('/');
  const source = parts
    .filter((part) => part !== '.')
    .map((part, i, all) =>
      part === '**' ? (i === all.length - 1 ? '.+' : '(?:[^/]+/)*') : partOf(part) + (i < all.length - 1 ? '/' : ''),
    )
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (folder) => expression.test(folder);
}

function partOf(part: string): string {
  return part.replace(/\*+|\?|\{([^}]*)\}|[.+^${}()|[\]\\]/g, (token, choices: string | undefined) => {
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (choices !== undefined) return `(?:${choices.split(',').map(partOf).join('|')})`;
    return `\\${token}`;
  });
}
