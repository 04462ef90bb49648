import { expect, it } from 'vitest';
import { newest, versionsInPage } from './registry.js';
import { toPep440, toSemver } from './versions.js';

it.each([
  ['1.2.3', '1.2.3'],
  ['1.2.3-alpha.0', '1.2.3a0'],
  ['1.2.3-beta.4', '1.2.3b4'],
  ['1.2.3-rc.1', '1.2.3rc1'],
  ['1.2.3-dev.7', '1.2.3.dev7'],
])('writes %s of Nx as %s and reads it back', (semver, pep440) => {
  expect(toPep440(semver)).toBe(pep440);
  expect(toSemver(pep440)).toBe(semver);
});

it('writes a prerelease without a name as a development release', () => {
  expect(toPep440('1.2.3-0')).toBe('1.2.3.dev0');
});

it('reads versions of less than three numbers', () => {
  expect(toSemver('2026.1')).toBe('2026.1.0');
});

it.each(['1.2.3.4', '1!2.0', '1.0.post1', '1.0a1.dev2', 'one'])('has no form for %s', (version) => {
  expect(toSemver(version)).toBeUndefined();
});

it('names what a prerelease may be called', () => {
  expect(() => toPep440('1.2.3-next.0')).toThrow(
    expect.objectContaining({ code: 'release/version', hint: expect.stringContaining('--preid alpha') }),
  );
});

it('prefers releases among the versions of an index', () => {
  expect(newest(['1.10.0', '1.9.0', '2.0.0rc1', 'odd'])).toBe('1.10.0');
  expect(newest(['0.1.0a1', '0.1.0a2'])).toBe('0.1.0-alpha.2');
  expect(newest([])).toBeUndefined();
});

it('reads versions from the page of an index that has no JSON', () => {
  const page = '<a href="x#sha256=1">my_lib-1.2.0-py3-none-any.whl</a><br/>\n<a href="y"> my-lib-1.3.0rc1.tar.gz </a>';
  expect(versionsInPage(page)).toEqual(['1.2.0', '1.3.0rc1']);
});
