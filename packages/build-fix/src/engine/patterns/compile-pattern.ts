import { HoneError } from '@hone/core/diagnostics';

/** Where a pattern stands, for messages. */
export interface PatternPlace {
  /** As in `.hone/build-fix/formats/mytool.yaml`. */
  file: string;
  /** 1-based. */
  line?: number;
}

/**
 * Compiles a pattern that a person wrote into a format or a rule.
 *
 * @param text the pattern, without slashes
 * @param flags as of `RegExp`
 * @throws HoneError naming the file and the line, for a pattern that is no regular expression
 */
export function compilePattern(text: string, where: PatternPlace, flags = ''): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    throw new HoneError(`This pattern is no regular expression: ${reason}`, {
      code: 'pattern/invalid',
      hint: 'Patterns are JavaScript regular expressions; in single quotes YAML keeps each backslash as it is.',
      cause: error,
      ...where,
    });
  }
}
