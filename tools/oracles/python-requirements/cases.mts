/** Cases that {@link generateCases} makes: the same on every run. */
export interface Cases {
  requirements: string[];
  versions: string[];
  orders: [string, string][];
  contains: [specifier: string, version: string][];
  unsatisfiable: string[];
  markers: [marker: string, environment: Record<string, string>][];
}

/** A small seeded generator (mulberry32), so that a failure can be seen again. */
function createRandom(seed: number) {
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T,>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const maybe = (chance: number, text: () => string): string => (next() < chance ? text() : '');
  const times = <T,>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return { next, pick, maybe, times };
}

const NUMBERS = ['0', '1', '2', '3', '9', '10', '11', '2024'];
/** `a_` is left out: `packaging` takes it, although PEP 508 wants a letter or digit at the end. */
const NAMES = ['a', 'A.B', 'foo_bar', 'x-1', 'Foo--Bar', 'z9', 'a.', '-a', 'é'];
const VARIABLES = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_system',
  'extra',
  'platform_release',
  'implementation_version',
  'platform.machine',
  'os.name',
  'python_implementation',
  'nonsense',
];
const VALUES = [
  '3.8',
  '3.10',
  '3.11.2',
  '3.*',
  '3',
  'linux',
  'win32',
  'posix',
  'Linux',
  'Foo_Bar',
  '',
  '3.9 3.10',
  '5.15.0-91',
  '3.13.0a1',
];
const OPERATORS = ['==', '!=', '<=', '>=', '<', '>', '~=', '==='];
export const ENVIRONMENTS: Record<string, string>[] = [
  {
    python_version: '3.8',
    python_full_version: '3.8.18',
    os_name: 'posix',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_machine: 'x86_64',
    platform_release: '5.15.0-91-generic',
    platform_version: '#1 SMP',
    implementation_name: 'cpython',
    implementation_version: '3.8.18',
    platform_python_implementation: 'CPython',
    extra: 'foo-bar',
  },
  {
    python_version: '3.13',
    python_full_version: '3.13.0a1',
    os_name: 'nt',
    sys_platform: 'win32',
    platform_system: 'Windows',
    platform_machine: 'AMD64',
    platform_release: '10',
    platform_version: '10.0.19045',
    implementation_name: 'pypy',
    implementation_version: '7.3.13',
    platform_python_implementation: 'PyPy',
    extra: '',
  },
];

/** Makes `size` cases of each kind from a seed. */
export function generateCases(size: number, seed = 20): Cases {
  const { next, pick, maybe, times } = createRandom(seed);
  const version = (): string =>
    maybe(0.1, () => 'v') +
    maybe(0.1, () => `${pick(NUMBERS)}!`) +
    times(1 + Math.floor(next() * 3), () => pick(NUMBERS)).join('.') +
    maybe(
      0.3,
      () => pick(['a', 'b', 'rc', 'alpha', '-beta', '.c', '_pre', '.preview.', 'A']) + maybe(0.8, () => pick(NUMBERS)),
    ) +
    maybe(0.25, () => pick(['.post', 'post', '-', 'rev', '.r', '-r']) + pick(NUMBERS)) +
    maybe(0.2, () => pick(['.dev', 'dev', '-dev.']) + maybe(0.8, () => pick(NUMBERS))) +
    maybe(0.12, () => `+${pick(['abc', '1', 'abc.2', 'u-1', '0a', 'ABC_5'])}`) +
    maybe(0.03, () => pick(['.*', '..', 'x', '+', ' ']));
  const simple = (): string =>
    times(1 + Math.floor(next() * 3), () => pick(['0', '1', '2', '3'])).join('.') +
    maybe(0.2, () => pick(['a1', 'rc1', '.post1', '.dev1', '.post1.dev2', 'a1.post1']));
  const clause = (make: () => string): string => {
    const operator = pick(OPERATORS);
    return (
      operator + maybe(0.1, () => ' ') + make() + maybe(operator === '==' || operator === '!=' ? 0.3 : 0.04, () => '.*')
    );
  };
  const set = (make: () => string, most: number): string =>
    times(1 + Math.floor(next() * most), () => clause(make)).join(pick([',', ', ', ' ,']));
  const comparison = (): string => {
    const sides = [pick(VARIABLES), pick([`'${pick(VALUES)}'`, `"${pick(VALUES)}"`])];
    if (next() < 0.3) sides.reverse();
    // Two literals: no comparison at all. Two variables are left out: `packaging` takes the second for a literal.
    if (next() < 0.03) sides[0] = `'${pick(VALUES)}'`;
    return sides.join(pick([' ', '  ']) + pick([...OPERATORS, 'in', 'not in', 'not  in', '=']) + ' ');
  };
  const marker = (depth = 0): string => {
    if (depth > 2 || next() < 0.5) return comparison();
    const inner = marker(depth + 1) + pick([' and ', ' or ']) + marker(depth + 1);
    return next() < 0.4 ? `(${inner})` : inner + maybe(0.02, () => ')');
  };
  const requirement = (): string =>
    maybe(0.05, () => ' ') +
    pick(NAMES) +
    maybe(0.3, () => pick(['[a]', '[ b , A_c ]', '[]', '[a,]', '[a b]', '[', ' [x.y]'])) +
    maybe(
      0.7,
      () =>
        pick(['', ' ', '  ']) +
        pick([
          () => set(version, 3),
          () => `(${set(version, 2)})`,
          () => '@ https://e.org/x.whl',
          () => '@ file:///a b',
          () => `${set(version, 1)},`,
          () => '>',
          () => '=1.0',
          () => '^1',
          () => '1.0',
          () => `(${set(version, 1)}`,
        ])(),
    ) +
    maybe(0.4, () => pick([';', ' ; ', '; ']) + marker()) +
    maybe(0.03, () => pick([';', ' x', ',']));
  const parsable = (make: () => string): string => make().replace(/(?:\.\*|\.\.|x|\+|\s)$/, '');
  return {
    requirements: times(size, requirement),
    versions: times(size, version),
    orders: times(size, () => [parsable(simple), parsable(simple)] as [string, string]),
    contains: times(size, () => [set(simple, 2), simple() + maybe(0.1, () => '+abc')] as [string, string]),
    unsatisfiable: times(size, () => set(simple, 3)),
    markers: times(size, () => [marker(), pick(ENVIRONMENTS)] as [string, Record<string, string>]),
  };
}
