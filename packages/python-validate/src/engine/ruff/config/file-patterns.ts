import { basename, sep } from 'node:path';
import type { GlobMatcher } from './globset.js';
import { compileGlob, escapeGlob } from './globset.js';
import type { Rooted } from './merge.js';
import type { Table } from './toml-file.js';

/** Absolute paths are compared with forward slashes on every system. */
export function toSlashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Matchers of a list of file patterns: each pattern from its folder on, and a pattern without a slash anywhere. */
export function compilePatterns({ folder, value }: Rooted<readonly string[]>): GlobMatcher[] {
  return value.flatMap((pattern) => [
    compileGlob(toAbsolutePattern(folder, pattern)),
    ...(pattern.includes('/') ? [] : [compileGlob(pattern)]),
  ]);
}

/** Tells whether a path or its last part matches. */
export function matchesPathOrName(matchers: readonly GlobMatcher[], path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return matchers.some((matches) => matches(path) || matches(name));
}

/** One entry of a table whose keys are file patterns, such as `per-file-ignores`. */
export interface PerFileEntry<Data> {
  matches(path: string): boolean;
  data: Data;
}

/** @param table keys are patterns, with a leading `!` for "all files but these". */
export function compilePerFile({ folder, value: table }: Rooted<Table>): PerFileEntry<unknown>[] {
  return Object.entries(table).map(([written, data]) => {
    const isNegated = written.startsWith('!');
    const pattern = isNegated ? written.slice(1) : written;
    const matchesName = compileGlob(pattern);
    const matchesPath = compileGlob(toAbsolutePattern(folder, pattern));
    return { matches: (path) => (matchesName(basename(path)) || matchesPath(path)) !== isNegated, data };
  });
}

/** Joins without touching the pattern's own wildcards; `.` and `..` are resolved, a last slash goes. */
function toAbsolutePattern(folder: string, pattern: string): string {
  if (pattern.startsWith('/') || /^[A-Za-z]:[\\/]/.test(pattern)) return pattern;
  const parts: string[] = [];
  for (const part of `${escapeGlob(toSlashes(folder))}/${pattern}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}
