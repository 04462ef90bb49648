/** The rules of a .dockerignore. */
export interface IgnoreFile {
  /** Whether a rule takes something back in. */
  hasExceptions: boolean;
  /** Whether the whole context is left out. */
  ignoresAll: boolean;
  /** Whether a path, or a folder above it, is left out. */
  ignores(path: string): boolean;
}

interface Pattern {
  matcher: RegExp;
  exception: boolean;
}

/**
 * Reads a .dockerignore as the builder does: one pattern a line, `*` within a path part, `**` over any number of them,
 * `!` takes back, the last that matches counts. Patterns are relative to the context, with or without a leading slash.
 */
export function parseIgnoreFile(text: string): IgnoreFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const cleaned = lines.map((line) => {
    const exception = line.startsWith('!');
    return { exception, path: cleanPath(exception ? line.slice(1).trim() : line) };
  });
  const patterns = cleaned.map(({ exception, path }): Pattern => ({ exception, matcher: toRegExp(path) }));
  return {
    hasExceptions: patterns.some(({ exception }) => exception),
    ignoresAll: cleaned.some(({ exception, path }) => !exception && ['*', '**', '**/*'].includes(path)),
    ignores: (path) => ignores(patterns, cleanPath(path)),
  };
}

function ignores(patterns: readonly Pattern[], path: string): boolean {
  const parts = path.split('/');
  const parents = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const { matcher, exception } of patterns) {
    if (exception === ignored && parents.some((parent) => matcher.test(parent))) ignored = !exception;
  }
  return ignored;
}

/** `./a//b/../c/` → `a/c` */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/** The expression of a pattern with `*`, `?`, `[…]` and `**`, over a whole path. */
export function toRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (pattern.startsWith('**', at)) {
      at++;
      if (pattern[at + 1] === '/') at++;
      source += at + 1 >= pattern.length ? '.*' : '(.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[' && pattern.indexOf(']', at) > at) {
      const end = pattern.indexOf(']', at);
      source += pattern.slice(at, end + 1);
      at = end;
    } else source += char.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /(?!)/;
  }
}
