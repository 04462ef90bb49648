import { normalizeName } from './names.js';
import { skipSpace } from './specifier.js';

/** The variables of PEP 508, and the two set-valued ones of lock files. */
export const MARKER_VARIABLES = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
] as const;

export type MarkerVariable = (typeof MARKER_VARIABLES)[number];

export type MarkerOperator = '==' | '!=' | '~=' | '<=' | '>=' | '<' | '>' | '===' | 'in' | 'not in';

/** One side of a comparison. */
export type MarkerOperand = { variable: MarkerVariable } | { literal: string };

export interface MarkerComparison {
  type: 'comparison';
  left: MarkerOperand;
  operator: MarkerOperator;
  right: MarkerOperand;
}

/** An environment marker, parsed. `and` binds stronger than `or`. */
export type Marker = MarkerComparison | { type: 'and' | 'or'; operands: Marker[] };

/** Why a text is not a marker, and where: `column` is 1-based. */
export interface MarkerError {
  error: string;
  column: number;
}

/** Spellings from before PEP 508 that readers still accept. */
const OLD_NAMES: Record<string, MarkerVariable> = {
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.version': 'platform_version',
  'platform.machine': 'platform_machine',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
};

const VARIABLES = new Map<string, MarkerVariable>([
  ...MARKER_VARIABLES.map((name) => [name, name] as const),
  ...Object.entries(OLD_NAMES),
]);

/** Parses an environment marker (`python_version < "3.11" and sys_platform == "win32"`). */
export function parseMarker(text: string): Marker | MarkerError {
  const result = scanMarker(text, 0);
  if ('error' in result) return result;
  const end = skipSpace(text, result.end);
  if (end < text.length) return { error: `Expected 'and', 'or' or the end of the marker`, column: end + 1 };
  return result.marker;
}

/** Reads a marker that starts at `offset`, and gives it with the offset after it. */
export function scanMarker(text: string, offset: number): { marker: Marker; end: number } | MarkerError {
  const cursor = new Cursor(text, offset);
  try {
    return { marker: readOr(cursor), end: cursor.offset };
  } catch (error) {
    if (error instanceof Mismatch) return { error: error.message, column: error.offset + 1 };
    throw error;
  }
}

class Mismatch extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

class Cursor {
  constructor(
    readonly text: string,
    public offset: number,
  ) {}

  /** Takes what a sticky pattern matches here, spaces before it skipped. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = skipSpace(this.text, this.offset);
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.offset = pattern.lastIndex;
    return found;
  }

  fail(message: string, offset = skipSpace(this.text, this.offset)): never {
    throw new Mismatch(message, offset);
  }
}

function readOr(cursor: Cursor): Marker {
  return readSeries(cursor, 'or', /or\b/y, readAnd);
}

function readAnd(cursor: Cursor): Marker {
  return readSeries(cursor, 'and', /and\b/y, readAtom);
}

function readSeries(cursor: Cursor, type: 'and' | 'or', word: RegExp, next: (cursor: Cursor) => Marker): Marker {
  const operands = [next(cursor)];
  while (cursor.take(word)) operands.push(next(cursor));
  return operands.length === 1 ? operands[0]! : { type, operands };
}

function readAtom(cursor: Cursor): Marker {
  const open = skipSpace(cursor.text, cursor.offset);
  if (!cursor.take(/\(/y)) return readComparison(cursor);
  const marker = readOr(cursor);
  if (!cursor.take(/\)/y)) cursor.fail("This '(' is never closed", open);
  return marker;
}

function readComparison(cursor: Cursor): MarkerComparison {
  const left = readOperand(cursor);
  const operator = readOperator(cursor);
  const right = readOperand(cursor);
  return normalizeExtras({ type: 'comparison', left, operator, right });
}

function readOperand(cursor: Cursor): MarkerOperand {
  const start = skipSpace(cursor.text, cursor.offset);
  const word = cursor.take(/[A-Za-z_][\w.]*/y);
  if (word !== undefined) {
    const variable = VARIABLES.get(word);
    return variable ? { variable } : cursor.fail(`Unknown marker variable '${word}'`, start);
  }
  const quoted = cursor.take(/'[^']*'|"[^"]*"/y);
  if (quoted !== undefined) return { literal: unescape(quoted.slice(1, -1)) };
  return cursor.fail(
    /['"]/y.test(cursor.text.slice(start, start + 1))
      ? 'This quoted string is never closed'
      : 'Expected a marker variable or a quoted string',
  );
}

/** Marker strings are Python strings: the escapes that turn up in practice are undone. */
function unescape(text: string): string {
  return text.replace(/\\([\\'"])/g, '$1');
}

function readOperator(cursor: Cursor): MarkerOperator {
  if (cursor.take(/not[ \t]+in\b/y)) return 'not in';
  const operator = cursor.take(/===|==|~=|!=|<=|>=|<|>|in\b/y);
  return (
    (operator as MarkerOperator | undefined) ?? cursor.fail('Expected one of <, <=, ==, !=, >=, >, ~=, ===, in, not in')
  );
}

/** Extra and group names compare in their normal form (PEP 685). */
function normalizeExtras(comparison: MarkerComparison): MarkerComparison {
  const names = [comparison.left, comparison.right].some(
    (side) => 'variable' in side && ['extra', 'extras', 'dependency_groups'].includes(side.variable),
  );
  const normalize = (side: MarkerOperand): MarkerOperand =>
    'literal' in side ? { literal: normalizeName(side.literal) } : side;
  return names ? { ...comparison, left: normalize(comparison.left), right: normalize(comparison.right) } : comparison;
}

/** Writes a marker in one canonical spelling: single quotes, one space, brackets only where they are needed. */
export function renderMarker(marker: Marker): string {
  if (marker.type === 'comparison') {
    return `${renderOperand(marker.left)} ${marker.operator} ${renderOperand(marker.right)}`;
  }
  const brackets = (operand: Marker): boolean => marker.type === 'and' && operand.type === 'or';
  return marker.operands
    .map((operand) => (brackets(operand) ? `(${renderMarker(operand)})` : renderMarker(operand)))
    .join(` ${marker.type} `);
}

function renderOperand(operand: MarkerOperand): string {
  if ('variable' in operand) return operand.variable;
  return operand.literal.includes("'") ? `"${operand.literal}"` : `'${operand.literal}'`;
}
