import { expect, it } from 'vitest';
import { parseAdvisory } from './advisory.js';
import { affects } from './affects.js';

/** An advisory on `x` from lines such as `introduced 0, fixed 1.2`, one range each. */
function advisory(ecosystem: string, ranges: string[], versions: string[] = [], more: object = {}) {
  const affected = {
    package: { ecosystem, name: 'X_y' },
    versions,
    ranges: ranges.map((range) => ({
      type: ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER',
      events: range.split(', ').map((event) => Object.fromEntries([event.split(' ')])),
    })),
  };
  return parseAdvisory({ id: 'T-1', affected: [affected], ...more });
}

const check = (found: ReturnType<typeof advisory>, version: string) => affects(found![0]!, version);

it.each([
  ['PyPI', 'introduced 0, fixed 2.31.0', '2.31.0rc1', '2.31.0'],
  ['PyPI', 'introduced 1.0, fixed 1.0.post1', '1.0', '1.0.post1'],
  ['PyPI', 'introduced 1!0, fixed 1!2', '1!1.9', '1!2'],
  ['crates.io', 'introduced 0.0.0-0, fixed 1.2.3', '1.2.3-alpha.1', '1.2.3'],
  ['npm', 'introduced 0, fixed 1.10.0', '1.9.0', '1.10.0'],
  ['npm', 'fixed 3.0.1, introduced 3.0.0, introduced 0, fixed 2.1.0', '3.0.0', '3.0.1'],
])('in %s, `%s` holds %s, and %s mends it', (ecosystem, range, version, fixedIn) => {
  expect(check(advisory(ecosystem, [range]), version)).toEqual({ fixedIn });
});

it.each([
  ['PyPI', 'introduced 0, fixed 2.31.0', '2.31'],
  ['PyPI', 'introduced 1!0, fixed 1!2', '9.0'],
  ['crates.io', 'introduced 1.0.0, fixed 1.2.3', '1.2.3+build.5'],
  ['npm', 'introduced 0, last_affected 1.9.0', '1.10.0'],
  ['npm', 'introduced 0, limit 2.0.0', '2.0.0'],
  ['npm', 'fixed 3.0.1, introduced 3.0.0, introduced 0, fixed 2.1.0', '2.5.0'],
  ['npm', 'introduced 0', 'git+https://example.org/x'],
])('in %s, `%s` does not hold %s', (ecosystem, range, version) => {
  expect(check(advisory(ecosystem, [range]), version)).toBeUndefined();
});

it('holds what it lists by name, however that is written, and what it holds for ever', () => {
  expect(check(advisory('PyPI', [], ['1.0']), '1.0.0')).toEqual({});
  expect(check(advisory('npm', ['introduced 0, last_affected 1.9.0']), '1.9.0')).toEqual({});
  expect(check(advisory('npm', ['introduced 0']), '99.0.0')).toEqual({});
});

it('is none where it was withdrawn, and one a package of the ecosystems that are judged', () => {
  expect(advisory('npm', ['introduced 0'], [], { withdrawn: '2024-01-01T00:00:00Z' })).toEqual([]);
  expect(advisory('Maven', ['introduced 0'])).toEqual([]);
  expect(advisory('PyPI', [])).toMatchObject([{ ecosystem: 'python', name: 'x-y' }]);
  expect(parseAdvisory({ name: 'package.json' })).toBeUndefined();
});
