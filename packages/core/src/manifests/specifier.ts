import { LOCAL_PATTERN, RELEASE_PATTERN, SUFFIX_PATTERN, parseVersion, type Version } from './version.js';
import { compareText } from './names.js';

export type SpecifierOperator = '==' | '!=' | '~=' | '<=' | '>=' | '<' | '>' | '===';

/** One clause of a specifier set. */
export interface Specifier {
  operator: SpecifierOperator;
  /** The version as written, a trailing `.*` included. */
  text: string;
  /** Ends in `.*`. */
  wildcard: boolean;
  /** The version without `.*`; absent for `===`, whose text need not be a version. */
  version?: Version;
}

/** Why a text is not a specifier set, and where: `column` is 1-based. */
export interface SpecifierError {
  error: string;
  column: number;
}

const FLAGS = 'iy';
const plain = new RegExp(RELEASE_PATTERN + SUFFIX_PATTERN, FLAGS);
const local = new RegExp(RELEASE_PATTERN + SUFFIX_PATTERN + LOCAL_PATTERN, FLAGS);
const prefix = new RegExp(`${RELEASE_PATTERN}\\.\\*`, FLAGS);
const operators = /===|==|~=|!=|<=|>=|<|>/y;

/**
 * Reads one clause (`>=1.2`) that starts at `offset`, and gives it with the offset after it. This is the grammar that
 * requirements and specifier sets share.
 */
export function scanSpecifier(text: string, offset: number): { specifier: Specifier; end: number } | SpecifierError {
  operators.lastIndex = offset;
  const operator = operators.exec(text)?.[0] as SpecifierOperator | undefined;
  if (!operator) return { error: missingOperator(text, offset), column: offset + 1 };
  const start = skipSpace(text, offset + operator.length);
  if (operator === '===') {
    const end = matchEnd(/[^\s;),]+/y, text, start);
    if (end === undefined) return { error: "Expected a version after '==='", column: start + 1 };
    return { specifier: { operator, text: text.slice(start, end), wildcard: false }, end };
  }
  const equality = operator === '==' || operator === '!=';
  const wildcardEnd = equality ? matchEnd(prefix, text, start) : undefined;
  const end = wildcardEnd ?? matchEnd(equality ? local : plain, text, start);
  if (end === undefined) return { error: `Expected a version after '${operator}'`, column: start + 1 };
  const wrong = trailing(text, end, operator) ?? tooShort(text.slice(start, end), operator);
  if (wrong) return { error: wrong, column: start + 1 };
  const written = text.slice(start, end);
  const wildcard = wildcardEnd !== undefined;
  const version = parseVersion(wildcard ? written.slice(0, -2) : written)!;
  return { specifier: { operator, text: written, wildcard, version }, end };
}

function missingOperator(text: string, offset: number): string {
  if (/\^/y.test(text.slice(offset, offset + 1))) return "'^' is a poetry operator, not a PEP 440 one";
  if (/^~[^=]/.test(text.slice(offset, offset + 2))) return "'~' is a poetry operator, PEP 440 has '~='";
  if (/^=[^=]/.test(text.slice(offset, offset + 2))) return "'=' is not an operator, PEP 440 has '=='";
  return 'Expected a version specifier such as >=1.2';
}

function trailing(text: string, end: number, operator: SpecifierOperator): string | undefined {
  const rest = text.slice(end, end + 2);
  if (rest === '.*') {
    return operator === '==' || operator === '!='
      ? "'.*' can't follow a pre-, post- or development release or a local version"
      : `'.*' is only allowed after '==' and '!=', not after '${operator}'`;
  }
  if (/^\+[a-z0-9]/i.test(rest)) return `A local version is only allowed after '==' and '!=', not after '${operator}'`;
  if (/^[\w.!+*-]/.test(rest))
    return `'${/^\S+?(?=[\s,;)]|$)/.exec(text.slice(end))?.[0] ?? rest}' can't follow a version`;
  return undefined;
}

function tooShort(version: string, operator: SpecifierOperator): string | undefined {
  return operator === '~=' && (parseVersion(version)?.release.length ?? 0) < 2
    ? `'~=' needs at least two numbers, such as ~=${version}.0`
    : undefined;
}

function matchEnd(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The offset of the first character at or after `offset` that is no space or tab. */
export function skipSpace(text: string, offset: number): number {
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return offset;
}

/** Parses a comma-separated PEP 440 specifier set; the empty text gives the empty set, which any version satisfies. */
export function parseSpecifier(text: string): Specifier[] | SpecifierError {
  const specifiers: Specifier[] = [];
  let offset = 0;
  for (const clause of text.split(',')) {
    const start = offset + (clause.length - clause.trimStart().length);
    offset += clause.length + 1;
    if (clause.trim() === '') continue;
    const result = scanSpecifier(text, start);
    if ('error' in result) return result;
    if (text.slice(result.end, offset - 1).trim() !== '') {
      return { error: "Expected ',' between version specifiers", column: result.end + 1 };
    }
    specifiers.push(result.specifier);
  }
  return specifiers;
}

/** Writes a specifier set without spaces, its clauses sorted and without repetitions. */
export function renderSpecifier(specifiers: readonly Specifier[]): string {
  return [...new Set(specifiers.map(({ operator, text }) => operator + text))].sort(compareText).join(',');
}
