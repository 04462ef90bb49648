/**
 * Globs as Rust's globset reads them, since ruff does: `*` and `?` cross slashes, `**` spans folders, `{a,b}` and
 * `[a-z]` as usual, and case counts. Source: the documentation of the crate globset.
 */
export type GlobMatcher = (path: string) => boolean;

const never: GlobMatcher = () => false;

/**
 * @param pattern with forward slashes.
 * @returns a matcher of whole paths; one that never matches for a pattern that is no glob.
 */
export function compileGlob(pattern: string): GlobMatcher {
  if (!/[*?[{\\]/.test(pattern)) return (path) => path === pattern;
  try {
    const expression = new RegExp(`^${translate(pattern)}$`, 's');
    return (path) => expression.test(path);
  } catch {
    return never;
  }
}

/** Makes a text match only itself inside a glob. */
export function escapeGlob(text: string): string {
  return text.replace(/[*?[\]{}]/g, '[$&]');
}

function translate(pattern: string): string {
  let result = '';
  let depth = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const rest = pattern.slice(index);
    const atSegmentStart = index === 0 || pattern.charAt(index - 1) === '/';
    if (atSegmentStart && rest.startsWith('**/')) {
      result += '(?:.*/)?';
      index += 2;
    } else if (atSegmentStart && index > 0 && rest === '**') {
      result += '.+';
      index += 1;
    } else if (character === '*') {
      result += '.*';
    } else if (character === '?') {
      result += '.';
    } else if (character === '[') {
      const [translated, length] = translateClass(rest);
      result += translated;
      index += length - 1;
    } else if (character === '{') {
      result += '(?:';
      depth++;
    } else if (character === '}' && depth > 0) {
      result += ')';
      depth--;
    } else if (character === ',' && depth > 0) {
      result += '|';
    } else if (character === '\\' && index + 1 < pattern.length) {
      result += escapeLiteral(pattern.charAt(++index));
    } else {
      result += escapeLiteral(character);
    }
  }
  if (depth > 0) throw new SyntaxError('unclosed {');
  return result;
}

/** Translates `[…]` at the start of `text`; gives the expression and how many characters it took. */
function translateClass(text: string): [string, number] {
  const negated = text.charAt(1) === '!' || text.charAt(1) === '^';
  const start = negated ? 2 : 1;
  // A `]` that comes first stands for itself.
  const end = text.indexOf(']', start + 1);
  if (end < 0) throw new SyntaxError('unclosed [');
  const body = text.slice(start, end).replace(/[\\\]^[]/g, '\\$&');
  return [`[${negated ? '^' : ''}${body}]`, end + 1];
}

function escapeLiteral(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
