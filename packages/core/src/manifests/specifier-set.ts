import { containsVersion, intersect, rangesOf, type Range } from './specifier-ranges.js';
import { parseSpecifier, type Specifier, type SpecifierOperator } from './specifier.js';
import { isPrerelease, parseVersion, type Version } from './version.js';

/**
 * Whether a version is in a specifier set. A text that is not a version is in a set only by `===` (or when the set is
 * empty); nothing is in a set that can't be parsed. Pre-releases are judged by their order alone, as `packaging` 26
 * does, unless `prereleases` is false.
 */
export function satisfies(
  version: string | Version,
  specifier: string | readonly Specifier[],
  { prereleases = true }: { prereleases?: boolean } = {},
): boolean {
  const set = typeof specifier === 'string' ? parseSpecifier(specifier) : specifier;
  if ('error' in set) return false;
  const parsed = typeof version === 'string' ? parseVersion(version) : version;
  if (parsed && !prereleases && isPrerelease(parsed)) return false;
  return set.every((clause) => {
    if (clause.operator === '===') {
      return typeof version === 'string' && version.trim().toLowerCase() === clause.text.toLowerCase();
    }
    return parsed !== undefined && containsVersion(rangesOf(clause), parsed);
  });
}

/**
 * Whether no version at all can satisfy a specifier set, such as `>=2,<1` or `==1.0,!=1.0`. A set that can't be parsed
 * is not called empty.
 */
export function specifierIsEmpty(specifier: string | readonly Specifier[]): boolean {
  const set = typeof specifier === 'string' ? parseSpecifier(specifier) : specifier;
  if ('error' in set) return false;
  const literal = set.find(({ operator }) => operator === '===');
  if (literal) return !satisfies(literal.text, set);
  return set.length > 0 && specifierRanges(set).length === 0;
}

/** The ranges of versions that satisfy every clause of a set without `===`, in order and apart from each other. */
export function specifierRanges(specifiers: readonly Specifier[]): Range[] {
  return specifiers
    .filter(({ operator }) => operator !== '===')
    .map(rangesOf)
    .reduce(intersect, [{}]);
}

/** The newest minor version of Python 3 that {@link lowestPython} looks at. */
const LAST_MINOR = 99;

const ONLY_UPPER: ReadonlySet<SpecifierOperator> = new Set(['<', '<=', '!=']);

/**
 * The lowest Python 3 minor version that a `requires-python` admits (`>=3.9,<4` gives 9), whatever its patch release.
 * Undefined when the text is empty or can't be parsed, bounds nothing from below, or admits no Python 3.
 */
export function lowestPython(requiresPython: string): number | undefined {
  const set = parseSpecifier(requiresPython);
  if ('error' in set || set.every(({ operator }) => ONLY_UPPER.has(operator))) return undefined;
  const literal = set.find(({ operator }) => operator === '===');
  const ranges = specifierRanges(set);
  for (let minor = 0; minor <= LAST_MINOR; minor++) {
    const series = seriesOf(minor);
    const admitted = literal
      ? satisfies(literal.text, [...set, series])
      : intersect(ranges, rangesOf(series)).length > 0;
    if (admitted) return minor;
  }
  return undefined;
}

const minorSeries: Specifier[] = [];

/** Every patch release of a minor version of Python 3. */
function seriesOf(minor: number): Specifier {
  return (minorSeries[minor] ??= (parseSpecifier(`==3.${minor}.*`) as Specifier[])[0]!);
}
