import { compareText, normalizeName } from './names.js';
import { parseMarker, renderMarker, scanMarker } from './marker.js';
import { parseSpecifier, renderSpecifier, scanSpecifier, skipSpace, type Specifier } from './specifier.js';
import type { Requirement } from './types.js';

/** Why a text is not a requirement: `error` says what is wrong, `column` (1-based, UTF-16) where. */
export interface RequirementError {
  error: string;
  column: number;
}

interface Step<T> {
  value: T;
  end: number;
}

const NAME = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
const fail = (error: string, offset: number): RequirementError => ({ error, column: offset + 1 });

/**
 * Parses a requirement as PEP 508 defines it: `name[extra] >=1,<2 ; marker`, `name (>=1)` and `name @ url ; marker`.
 * Takes exactly what `packaging` takes. A local path, an option or a bare URL of a requirements file is an error here.
 */
export function parseRequirement(text: string): Requirement | RequirementError {
  const start = skipSpace(text, 0);
  const name = take(NAME, text, start);
  if (name === undefined) return fail(nameError(text, start), start);
  const extras = scanExtras(text, skipSpace(text, start + name.length));
  if ('error' in extras) return extras;
  const base = { name, normalizedName: normalizeName(name), extras: extras.value };
  const next = skipSpace(text, extras.end);
  return text[next] === '@' ? direct(text, next + 1, base) : versioned(text, next, base);
}

type Base = Pick<Requirement, 'name' | 'normalizedName' | 'extras'>;

function nameError(text: string, start: number): string {
  if (start >= text.length) return 'The requirement is empty';
  return `A requirement starts with the name of a distribution, not with '${[...text.slice(start)][0]}'`;
}

function scanExtras(text: string, open: number): Step<string[]> | RequirementError {
  if (text[open] !== '[') return { value: [], end: open };
  const extras: string[] = [];
  let offset = skipSpace(text, open + 1);
  while (text[offset] !== ']') {
    if (offset >= text.length) return fail("This '[' is never closed", open);
    const extra = take(NAME, text, offset);
    if (extra === undefined) return fail('Expected the name of an extra', offset);
    extras.push(normalizeName(extra));
    offset = skipSpace(text, offset + extra.length);
    if (text[offset] === ']') break;
    if (offset >= text.length) return fail("This '[' is never closed", open);
    if (text[offset] !== ',') return fail("Expected ',' between extras", offset);
    offset = skipSpace(text, offset + 1);
    if (text[offset] === ']') return fail("Expected the name of an extra after ','", offset);
  }
  return { value: [...new Set(extras)].sort(compareText), end: offset + 1 };
}

function direct(text: string, offset: number, base: Base): Requirement | RequirementError {
  const start = skipSpace(text, offset);
  const url = take(/[^ \t]+/y, text, start);
  if (url === undefined) return fail("Expected a URL after '@'", start);
  const end = start + url.length;
  const marker = scanTail(text, skipSpace(text, end), "Expected ' ;' and a marker after the URL");
  return 'error' in marker ? marker : { ...base, specifier: '', url, ...marker };
}

function versioned(text: string, offset: number, base: Base): Requirement | RequirementError {
  const bracket = text[offset] === '(' ? offset : undefined;
  const clauses = scanClauses(text, skipSpace(text, bracket === undefined ? offset : offset + 1));
  if ('error' in clauses) return clauses;
  let end = skipSpace(text, clauses.end);
  if (bracket !== undefined) {
    if (text[end] !== ')') return fail(end < text.length ? "Expected ',' or ')'" : "This '(' is never closed", end);
    end = skipSpace(text, end + 1);
  }
  const expected = clauses.value.length > 0 ? "Expected ',', ';' or the end" : noClause(text, end);
  const marker = scanTail(text, end, expected);
  return 'error' in marker ? marker : { ...base, specifier: renderInOrder(clauses.value), ...marker };
}

function noClause(text: string, offset: number): string {
  const result = scanSpecifier(text, offset);
  return 'error' in result && !result.error.startsWith('Expected a version specifier')
    ? result.error
    : "Expected a version specifier, ';' or the end after the name";
}

function scanClauses(text: string, offset: number): Step<Specifier[]> | RequirementError {
  const value: Specifier[] = [];
  while (/[=!~<>]/.test(text[offset] ?? '')) {
    const clause = scanSpecifier(text, offset);
    if ('error' in clause) return clause;
    value.push(clause.specifier);
    offset = clause.end;
    const comma = skipSpace(text, offset);
    if (text[comma] !== ',') break;
    offset = skipSpace(text, comma + 1);
  }
  return { value, end: offset };
}

/** Clauses in the order of the manifest, so that messages show what the reader wrote. */
function renderInOrder(clauses: readonly Specifier[]): string {
  return clauses.map(({ operator, text }) => operator + text).join(',');
}

function scanTail(text: string, offset: number, expected: string): { marker?: string } | RequirementError {
  if (offset >= text.length) return {};
  if (text[offset] !== ';') return fail(expected, offset);
  const start = skipSpace(text, offset + 1);
  const result = scanMarker(text, start);
  if ('error' in result) return result;
  const end = skipSpace(text, result.end);
  if (end < text.length) return fail("Expected 'and', 'or' or the end of the marker", end);
  return { marker: text.slice(start, end).trimEnd() };
}

function take(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

/**
 * Writes a requirement in one canonical form: normalised name and extras, sorted clauses without spaces, canonical
 * quotes in the marker. Two spellings of one requirement give the same text.
 */
export function renderRequirement(requirement: Requirement): string {
  const { normalizedName, extras, specifier, url, marker } = requirement;
  const clauses = parseSpecifier(specifier);
  return (
    normalizedName +
    (extras.length > 0 ? `[${extras.join(',')}]` : '') +
    (url ? ` @ ${url}` : 'error' in clauses ? specifier : renderSpecifier(clauses)) +
    (marker ? ` ; ${canonicalMarker(marker)}` : '')
  );
}

function canonicalMarker(marker: string): string {
  const parsed = parseMarker(marker);
  return 'error' in parsed ? marker : renderMarker(parsed);
}
