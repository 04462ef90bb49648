import type { Marker, MarkerComparison, MarkerOperand, MarkerVariable } from './marker.js';
import { comparedVariable, evaluateMarker, type MarkerEnvironment } from './marker-evaluate.js';
import { compareText } from './names.js';
import { parseVersion, renderVersion, type Version } from './version.js';

/** What a comparison of a variable with a literal compares. */
interface Atom {
  variable: MarkerVariable;
  literal: string;
  comparison: MarkerComparison;
}

/** The comparisons of a marker that have a meaning. */
function atomsOf(marker: Marker): Atom[] {
  if (marker.type !== 'comparison') return marker.operands.flatMap(atomsOf);
  const variable = comparedVariable(marker.left, marker.right);
  const literal = [marker.left, marker.right].map(literalOf).find((text) => text !== undefined);
  return variable === undefined || literal === undefined ? [] : [{ variable, literal, comparison: marker }];
}

const literalOf = (operand: MarkerOperand): string | undefined => ('literal' in operand ? operand.literal : undefined);

/** Platforms with one `os_name` and one `platform_system`, wherever they run. */
const PLATFORMS: Readonly<Record<string, { os_name: string; platform_system: string }>> = {
  linux: { os_name: 'posix', platform_system: 'Linux' },
  darwin: { os_name: 'posix', platform_system: 'Darwin' },
  win32: { os_name: 'nt', platform_system: 'Windows' },
};

/** Values that {@link isPossible} knows: each stays apart from all others. */
const VOCABULARY: ReadonlySet<string> = new Set([
  ...Object.keys(PLATFORMS),
  ...Object.values(PLATFORMS).flatMap(({ os_name, platform_system }) => [os_name, platform_system]),
]);

/** Variables whose values are plain words. The others are versions, or sets whose meaning tools disagree on. */
const WORDS: readonly MarkerVariable[] = [
  'os_name',
  'sys_platform',
  'platform_system',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
];

/** A word that no marker names: it stands for every value that is not mentioned. */
const OTHER = '\u0000other';

/** Longer texts after `in` are not looked into. */
const LONGEST_LIST = 80;

/** More environments than this are not tried. */
const LIMIT = 20_000;

/**
 * Environments that together behave like all there are, for the given markers: two environments that no comparison
 * tells apart are there once. Undefined when there are too many, or a comparison is of a kind that can't be covered.
 */
function representativeEnvironments(
  markers: readonly Marker[],
  { prereleases }: { prereleases: boolean },
): MarkerEnvironment[] | undefined {
  const atoms = markers.flatMap(atomsOf);
  const covered = atoms.every(isCovered);
  if (!covered) return undefined;
  const named = (variable: MarkerVariable): Atom[] => atoms.filter((atom) => atom.variable === variable);
  let environments: MarkerEnvironment[] = [{}];
  const versions = [...named('python_version'), ...named('python_full_version')];
  if (versions.length > 0) environments = distinct(pythonEnvironments(versions, prereleases), versions);
  for (const variable of WORDS) {
    const mentioned = named(variable);
    if (mentioned.length === 0) continue;
    const values = wordsOf(variable, mentioned);
    if (!values) return undefined;
    const known = values.filter((value) => VOCABULARY.has(value));
    const alone = (list: readonly string[]): MarkerEnvironment[] => list.map((value) => ({ [variable]: value }));
    const words = [...alone(known), ...distinct(alone(values.filter((value) => !VOCABULARY.has(value))), mentioned)];
    environments = environments.flatMap((environment) => words.map((word) => ({ ...environment, ...word })));
    if (environments.length > LIMIT) return undefined;
  }
  return environments.filter(isPossible);
}

/** One environment for each way to answer the comparisons. */
function distinct(environments: readonly MarkerEnvironment[], atoms: readonly Atom[]): MarkerEnvironment[] {
  const byAnswers = new Map<string, MarkerEnvironment>();
  for (const environment of environments) {
    const answers = atoms.map(({ comparison }) => String(evaluateMarker(comparison, environment))).join();
    if (!byAnswers.has(answers)) byAnswers.set(answers, environment);
  }
  return [...byAnswers.values()];
}

/**
 * Whether a comparison is answered by {@link representativeEnvironments}: words are compared with `==`, `!=`, `in` and
 * `not in` against a literal, Python versions in any way but "literal in variable".
 */
function isCovered({ variable, literal, comparison: { left, operator } }: Atom): boolean {
  const membership = operator === 'in' || operator === 'not in';
  if (membership && 'literal' in left) return false;
  if (membership && literal.length > LONGEST_LIST) return false;
  if (variable === 'python_version' || variable === 'python_full_version') return true;
  return WORDS.includes(variable) && (membership || operator === '==' || operator === '!=');
}

/** Every value that the comparisons can tell from others; undefined when there are too many. */
function wordsOf(variable: MarkerVariable, atoms: readonly Atom[]): string[] | undefined {
  const words = new Set<string>([OTHER]);
  if (variable === 'os_name' || variable === 'platform_system') {
    for (const platform of Object.values(PLATFORMS)) words.add(platform[variable]);
  }
  for (const { literal, comparison } of atoms) {
    words.add(literal);
    if (!comparison.operator.endsWith('in')) continue;
    // `x in "linux darwin"` asks for any part of the text.
    if (literal.length > LONGEST_LIST) return undefined;
    for (const part of substrings(literal)) words.add(part);
  }
  return [...words].sort(compareText);
}

function substrings(text: string): string[] {
  return Array.from({ length: text.length }, (_, from) =>
    Array.from({ length: text.length - from }, (_, i) => text.slice(from, from + i + 1)),
  ).flat();
}

function isPossible({ sys_platform, os_name, platform_system }: MarkerEnvironment): boolean {
  const platform = sys_platform === undefined ? undefined : PLATFORMS[sys_platform];
  if (!platform) return true;
  return (
    (os_name === undefined || os_name === platform.os_name) &&
    (platform_system === undefined || platform_system === platform.platform_system)
  );
}

/**
 * Pythons on both sides of every version that is mentioned. Between two neighbours of the mentioned versions no
 * comparison changes its answer, so one Python there stands for all.
 */
function pythonEnvironments(atoms: readonly Atom[], prereleases: boolean): MarkerEnvironment[] {
  const mentioned = atoms.flatMap(({ literal }) =>
    [...literal.matchAll(/\d[\w.!+-]*/g)].flatMap((match) => parseVersion(match[0].replace(/\.?\*?$/, '')) ?? []),
  );
  // A part of `3.10` that looks like a version is `3.1`, and `python_version in "3.10"` admits it.
  const inside = atoms
    .filter(({ literal, comparison }) => comparison.operator.endsWith('in') && literal.length <= LONGEST_LIST)
    .flatMap(({ literal }) => substrings(literal).filter((part) => /^\d+\.\d+(?:\.\d+)?$/.test(part)))
    .flatMap((part) => parseVersion(part) ?? []);
  const candidates = new Map<string, MarkerEnvironment>();
  for (const version of [...mentioned, ...inside, parseVersion('3.8')!]) {
    for (const full of around(version)) {
      if (full.pre && !prereleases) continue;
      const python_full_version = renderVersion(full);
      const python_version = `${full.release[0]}.${full.release[1]}`;
      candidates.set(python_full_version, { python_version, python_full_version });
    }
  }
  return [...candidates.values()];
}

/** Full Python versions right around a version, and around the ends of the minor and the major release it is in. */
function around(version: Version): Version[] {
  const [major = 3, minor = 0, patch = 0] = version.release;
  const minors = [
    [major - 1, 99],
    [major, 0],
    [major, 1],
    [major, minor - 1],
    [major, minor],
    [major, minor + 1],
    [major, minor + 2],
    [major, 999],
    [major + 1, 0],
    [major + 1, 1],
  ].filter(([a, b]) => a! >= 0 && b! >= 0);
  const plain = (release: number[]): Version => ({ epoch: 0, release, local: [] });
  return minors
    .flatMap(([a, b]) => [0, 1, patch - 1, patch, patch + 1, patch + 2, 999].map((c) => [a!, b!, c]))
    .filter((release) => release[2]! >= 0)
    .flatMap((release) => [
      { ...plain(release), pre: { phase: 'a' as const, number: 1 } },
      { ...plain(release), pre: { phase: 'rc' as const, number: 1 } },
      plain(release),
      ...(version.pre ? aroundPre(release, version.pre) : []),
    ]);
}

function aroundPre(release: number[], { phase, number }: NonNullable<Version['pre']>): Version[] {
  return [number - 1, number, number + 1]
    .filter((n) => n >= 0)
    .map((n) => ({ epoch: 0, release, pre: { phase, number: n }, local: [] }));
}

/**
 * Whether no environment makes a marker true, such as `python_version < "3" and python_version > "3"` or
 * `sys_platform == "win32" and os_name == "posix"`. Only says so when it is certain: comparisons of extras, of platform
 * releases and other free texts count as possible.
 */
export function markerIsNeverTrue(marker: Marker): boolean {
  if (marker.type === 'or') return marker.operands.every(markerIsNeverTrue);
  const strict = keepCovered(marker);
  const environments = strict && representativeEnvironments([strict], { prereleases: true });
  return (
    environments !== undefined && environments.every((environment) => evaluateMarker(strict!, environment) === false)
  );
}

/** A marker that is true whenever the given one is, without comparisons that can't be covered; undefined for none. */
function keepCovered(marker: Marker): Marker | undefined {
  if (marker.type === 'comparison') {
    const [atom] = atomsOf(marker);
    return atom && isCovered(atom) ? marker : undefined;
  }
  const kept = marker.operands.map(keepCovered);
  // An `or` with a part that may be true in any environment says nothing; an `and` is no more than its other parts.
  if (marker.type === 'or' && kept.includes(undefined)) return undefined;
  const operands = kept.filter((operand) => operand !== undefined);
  return operands.length === 0 ? undefined : { type: marker.type, operands };
}

/**
 * Whether two markers (undefined for none) hold in the same environments, however they are spelled: uv rewrites
 * `python_version > "3.8"` as `python_full_version >= "3.9"` (which differ on alphas of 3.9, so pre-releases of Python are
 * not looked at). Undefined when it can't be told.
 *
 * @param given a marker that holds in every environment that matters, such as one made of `requires-python`
 */
export function markersAgree(a: Marker | undefined, b: Marker | undefined, given?: Marker): boolean | undefined {
  if (!a && !b) return true;
  const markers = [a, b, given].filter((marker) => marker !== undefined);
  const environments = representativeEnvironments(markers, { prereleases: false });
  if (!environments) return undefined;
  const holds = (marker: Marker | undefined, environment: MarkerEnvironment): boolean | undefined =>
    marker ? evaluateMarker(marker, environment) : true;
  return environments
    .filter((environment) => holds(given, environment) !== false)
    .every((environment) => holds(a, environment) === holds(b, environment));
}
