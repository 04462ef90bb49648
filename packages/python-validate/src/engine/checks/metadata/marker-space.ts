import {
  evaluateMarker,
  parseMarker,
  parseVersion,
  renderMarker,
  satisfies,
  type Marker,
  type MarkerEnvironment,
  type MarkerVariable,
} from '@hone/core/manifests';

/**
 * Whether a marker holds in some environment. Every environment that can make a difference is tried: the Python
 * versions around those that the marker names, the platforms that exist and those that it names, and so on for the
 * other variables. What can't be decided counts as possible.
 *
 * @param requiresPython only environments with such a Python count.
 */
export function markerCanHold(marker: Marker, requiresPython?: string): boolean {
  const environments = environmentsFor(marker, requiresPython);
  if (environments === undefined) return true;
  for (const environment of environments) if (evaluateMarker(marker, environment) !== false) return true;
  return false;
}

/** Whether two markers hold in the same environments. What can't be decided counts as the same. */
export function sameMarker(a: Marker, b: Marker, requiresPython?: string): boolean {
  if (renderMarker(a) === renderMarker(b)) return true;
  for (const environment of environmentsFor({ type: 'and', operands: [a, b] }, requiresPython) ?? []) {
    if (evaluateMarker(a, environment) !== evaluateMarker(b, environment)) return false;
  }
  return true;
}

/** The environments in which a marker's answer can differ; undefined when they are too many to try. */
function environmentsFor(marker: Marker, requiresPython: string | undefined): Iterable<MarkerEnvironment> | undefined {
  const literals = collectLiterals(marker);
  const axes = [
    pythonAxis(literals, requiresPython),
    platformAxis(literals),
    implementationAxis(literals),
    textAxis('platform_machine', literals),
    textAxis('extra', literals),
  ];
  const count = axes.reduce((product, axis) => product * axis.length, 1);
  return count > MOST_ENVIRONMENTS ? undefined : combine(axes);
}

/** Parses the markers that are there and joins them by `and`; undefined when one of them can't be parsed. */
export function joinMarkers(texts: readonly (string | undefined)[]): Marker | undefined {
  const operands: Marker[] = [];
  for (const text of texts) {
    if (text === undefined) continue;
    const marker = parseMarker(text);
    if ('error' in marker) return undefined;
    operands.push(marker);
  }
  return { type: 'and', operands };
}

const MOST_ENVIRONMENTS = 50_000;

type Literals = ReadonlyMap<MarkerVariable, ReadonlySet<string>>;
type Axis = readonly MarkerEnvironment[];

/** The texts that each variable is compared with. For `in`, the words of the text count too. */
function collectLiterals(marker: Marker, into = new Map<MarkerVariable, Set<string>>()): Literals {
  if (marker.type !== 'comparison') {
    for (const operand of marker.operands) collectLiterals(operand, into);
    return into;
  }
  const { left, right } = marker;
  const [variable, literal] =
    'variable' in left ? [left.variable, right] : 'variable' in right ? [right.variable, left] : [];
  if (variable && literal && 'literal' in literal) {
    const known = into.get(variable) ?? new Set();
    for (const text of [literal.literal, ...literal.literal.split(/[\s,;|]+/)]) known.add(text);
    into.set(variable, known);
  }
  return into;
}

/** The minor versions of Python that are tried even where no marker names them. */
const NEWEST_MINOR = 20;

function pythonAxis(literals: Literals, requiresPython: string | undefined): Axis {
  const named = [...(literals.get('python_version') ?? []), ...(literals.get('python_full_version') ?? [])];
  if (named.length === 0 && !literals.has('implementation_version')) return [{}];
  const bounds = requiresPython?.match(/\d+(\.\d+)*/g) ?? [];
  const patches = new Set([0, 99]);
  const minors = new Set(['2.6', '2.7', ...Array.from({ length: NEWEST_MINOR + 1 }, (_, minor) => `3.${minor}`)]);
  for (const text of [...named, ...bounds]) {
    const [major, minor = 0, patch] = parseVersion(text.replace(/\.\*$/, ''))?.release ?? [];
    if (major === undefined) continue;
    for (const near of [minor - 1, minor, minor + 1]) if (near >= 0) minors.add(`${major}.${near}`);
    if (patch !== undefined) for (const near of [patch - 1, patch, patch + 1]) if (near >= 0) patches.add(near);
  }
  return [...minors].flatMap((minor) =>
    [...patches]
      .map((patch) => `${minor}.${patch}`)
      .filter((full) => requiresPython === undefined || satisfies(full, requiresPython))
      .map((full) => ({ python_version: minor, python_full_version: full })),
  );
}

/** Values of `os.name`, `sys.platform` and `platform.system()` that go together, as CPython's documentation has them. */
const PLATFORMS = (
  'posix linux Linux|posix linux2 Linux|posix darwin Darwin|nt win32 Windows|posix cygwin CYGWIN_NT-10.0|' +
  'posix freebsd14 FreeBSD|posix openbsd7 OpenBSD|posix netbsd10 NetBSD|posix aix AIX|posix sunos5 SunOS|' +
  'posix android Android|posix ios iOS|posix ios iPadOS|posix emscripten Emscripten|posix wasi WASI|java java Java'
)
  .split('|')
  .map((row) => row.split(' ') as [string, string, string]);

function platformAxis(literals: Literals): Axis {
  const names = ['os_name', 'sys_platform', 'platform_system'] as const;
  if (!names.some((name) => literals.has(name))) return [{}];
  const known = PLATFORMS.map(([os_name, sys_platform, platform_system]) => ({
    os_name,
    sys_platform,
    platform_system,
  }));
  const other = { os_name: 'other', sys_platform: 'other', platform_system: 'Other' };
  // A platform that the table does not have may go with anything.
  const unknown = names.flatMap((name, column) =>
    [...(literals.get(name) ?? [])]
      .filter((text) => !PLATFORMS.some((row) => row[column] === text))
      .flatMap((text) => [...known, other].map((platform) => ({ ...platform, [name]: text }))),
  );
  return [...known, other, ...unknown];
}

const IMPLEMENTATIONS = [
  ['CPython', 'cpython'],
  ['PyPy', 'pypy'],
  ['GraalVM', 'graalpy'],
  ['Jython', 'jython'],
  ['IronPython', 'ironpython'],
  ['Other', 'other'],
] as const;

function implementationAxis(literals: Literals): Axis {
  const long = literals.get('platform_python_implementation');
  const short = literals.get('implementation_name');
  if (!long && !short) return [{}];
  const known = IMPLEMENTATIONS.map(([platform_python_implementation, implementation_name]) => ({
    platform_python_implementation,
    implementation_name,
  }));
  return [
    ...known,
    ...[...(long ?? [])].map((name) => ({
      platform_python_implementation: name,
      implementation_name: name.toLowerCase(),
    })),
    ...[...(short ?? [])].map((name) => ({ platform_python_implementation: 'Other', implementation_name: name })),
  ];
}

function textAxis(variable: 'platform_machine' | 'extra', literals: Literals): Axis {
  const named = literals.get(variable);
  return named ? ['', ...named].map((text) => ({ [variable]: text })) : [{}];
}

/** Every combination, one at a time: most questions are settled by the first few. */
function* combine(axes: readonly Axis[], environment: MarkerEnvironment = {}): Generator<MarkerEnvironment> {
  const [axis, ...rest] = axes;
  if (!axis) yield environment;
  else for (const part of axis) yield* combine(rest, { ...environment, ...part });
}
