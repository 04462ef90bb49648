import { HoneError } from '@hone/core/diagnostics';

/** How a language writes ranges of versions. */
export interface RangeDialect {
  /** Operators that say where a range begins; they follow a release. `''` is a version without an operator. */
  follows: readonly string[];
  /** Operators whose range depends on how many numbers the version has: these keep that count. */
  keepsCount: readonly string[];
  /** Whether a version lies in a range; undefined when the range can't be read. */
  contains(range: string, version: string): boolean | undefined;
}

export interface FollowOptions {
  dialect: RangeDialect;
  /** Nx's `versionPrefix` put into the dialect's operators; absent for `auto`, which keeps what is there. */
  operator?: string;
  /** Nx's `preserveMatchingDependencyRanges`: a loose range that holds the new version stays. */
  keepMatching: boolean;
}

const CLAUSE = /^(\s*)([<>=!~^]*)(\s*)([^\s<>=!~^]+)(\s*)$/;

/**
 * The range that a dependant asks for after a release: the same operators and spaces, the new version. A range that
 * names a full version (`1.2.3`, `^1.2.3`, `>=1.2.3`) always follows. A looser one (`1`, `>=1, <3`, `1.*`) stays while it
 * holds the new version, if `keepMatching`, and keeps its count of numbers otherwise.
 *
 * @param range of one or more clauses with commas between
 * @param version the new version, written as the language does
 * @throws HoneError with code `release/range` when the range would shut the new version out, or can't be read
 */
export function followRange(range: string, version: string, options: FollowOptions): string {
  const { dialect, operator, keepMatching } = options;
  const clauses = range.split(',').map((clause) => CLAUSE.exec(clause));
  if (range.trim() === '*' || range.trim() === '') return range;
  const matches = dialect.contains(range, version);
  if (matches === undefined)
    throw rangeError(`The range "${range}" can not be read`, 'Correct it, then release again.');
  if (operator !== undefined && clauses.length === 1) return `${operator}${version}`;
  const loose =
    clauses.length > 1 || numbersOf(clauses[0]?.[4] ?? '') < 3 || clauses.some((clause) => isWildcard(clause?.[4]));
  if (loose && keepMatching && matches) return range;

  const followed = clauses.map((clause, i) =>
    followClause(clause, range.split(',')[i]!, version, loose && keepMatching, dialect),
  );
  const result = followed.join(',');
  if (dialect.contains(result, version) === true) return result;
  throw rangeError(`The range "${range}" shuts out the new version ${version}`, 'Widen the range, then release again.');
}

const rangeError = (message: string, hint: string): HoneError =>
  new HoneError(message, { code: 'release/range', hint });

function followClause(
  clause: RegExpExecArray | null,
  text: string,
  version: string,
  keepCount: boolean,
  { follows, keepsCount }: RangeDialect,
): string {
  const [, before = '', operator = '', space = '', old = '', after = ''] = clause ?? [];
  if (!clause || !follows.includes(operator)) return text;
  const written = isWildcard(old) || keepCount || keepsCount.includes(operator) ? withCountOf(version, old) : version;
  return `${before}${operator}${space}${written}${after}`;
}

const isWildcard = (version: string | undefined): boolean => /(?:^|\.)[*xX]$/.test(version ?? '');

/** How many numbers a version begins with. */
const numbersOf = (version: string): number => /^v?\d+(?:\.\d+)*/.exec(version)?.[0].split('.').length ?? 0;

/** The new version cut to as many numbers as the old one; whole when it is a prerelease, which a short one leaves out. */
function withCountOf(version: string, old: string): string {
  if (!/^\d+(?:\.\d+)*$/.test(version)) return version;
  const count = numbersOf(old.replace(/(?:\.[*xX])+$/, ''));
  const short = version.split('.').slice(0, count).join('.');
  return isWildcard(old) ? `${short}.*` : short;
}
