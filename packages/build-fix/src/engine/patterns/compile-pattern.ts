import { HoneError } from '@hone/core/diagnostics';
import { isCatastrophic } from './ambiguity.js';

/** Where a pattern stands, for messages. */
export interface PatternPlace {
  /** As in `.hone/build-fix/formats/mytool.yaml`. */
  file: string;
  /** 1-based. */
  line?: number;
}

export interface PatternOptions {
  /** The pattern is one of ours and was checked by a test: the start is quicker without. */
  isTrusted?: boolean;
}

/**
 * Compiles a pattern that a person wrote into a format or a rule.
 *
 * @param text the pattern, without slashes
 * @param where a function, where it takes time to find the line
 * @param flags as of `RegExp`
 * @throws HoneError naming the file and the line, for a pattern that is no regular expression, and for one that takes
 *   exponential time on some text
 */
export function compilePattern(
  text: string,
  where: PatternPlace | (() => PatternPlace),
  flags = '',
  { isTrusted = false }: PatternOptions = {},
): RegExp {
  try {
    const pattern = new RegExp(text, flags);
    if (isTrusted || !isCatastrophic(text, flags)) return pattern;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    throw new HoneError(`This pattern is no regular expression: ${reason}`, {
      code: 'pattern/invalid',
      hint: 'Patterns are JavaScript regular expressions; in single quotes YAML keeps each backslash as it is.',
      cause: error,
      ...placeOf(where),
    });
  }
  throw new HoneError(
    'This pattern takes exponential time on some lines: a repeated part can match one text in two ways.',
    {
      code: 'pattern/catastrophic',
      hint: 'Repeat what cannot begin again inside itself: `(?:[^:]+:)*` for `(?:[^:]+:?)*`, `\\w+` for `(?:\\w+)+`.',
      ...placeOf(where),
    },
  );
}

const placeOf = (where: PatternPlace | (() => PatternPlace)): PatternPlace =>
  typeof where === 'function' ? where() : where;
