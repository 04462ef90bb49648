import { resolveFrom } from '../manifests/paths.js';

/** Whether a path of `members` is a glob. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/**
 * A test for the folders that a glob of `members` matches, as the `glob` crate does it: `*` and `?` stay inside one
 * part of a path and match a leading dot too, `**` is any number of parts, `[a-z]` and `[!a-z]` are sets.
 *
 * @param folder of the workspace's root, which the pattern is relative to
 */
export function memberGlob(folder: string, pattern: string): (candidate: string) => boolean {
  const parts = resolveFrom(folder, pattern).split('/');
  const source = parts.map((part, i) => {
    const last = i === parts.length - 1;
    if (part === '**') return last ? '.*' : '(?:[^/]+/)*';
    return partPattern(part) + (last ? '' : '/');
  });
  const expression = new RegExp(`^${source.join('')}$`);
  return (candidate) => expression.test(candidate);
}

/** The folder above the first part that is a pattern. */
export function staticPrefix(folder: string, pattern: string): string {
  const parts = resolveFrom(folder, pattern).split('/');
  const first = parts.findIndex(isGlob);
  return parts.slice(0, first < 0 ? parts.length : first).join('/') || '.';
}

const TOKEN = /\*+|\?|\[(!?)([^\]]+)\]|[^*?[]+|\[/g;

function partPattern(part: string): string {
  return part.replace(TOKEN, (token, negated: string | undefined, set: string | undefined) => {
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (set !== undefined) return `[${negated ? '^/' : ''}${set.replace(/[\\^\]]/g, '\\$&')}]`;
    return token.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
}
