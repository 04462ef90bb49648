import { describe, expect, it } from 'vitest';
import { lowestPython, satisfies, specifierIsEmpty } from './specifier-set.js';
import { parseSpecifier, renderSpecifier } from './specifier.js';
import { compareVersions, parseVersion, renderVersion } from './version.js';

describe('versions', () => {
  it('are in the order of PEP 440', () => {
    const ordered =
      '1.dev0 1.0.dev456 1.0a1.dev2 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 ' +
      '1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0+5.a 1.0.post456.dev34 1.0.post456 1.1.dev1 1!0.1';
    const versions = ordered.split(' ').map((text) => parseVersion(text)!);
    const shuffled = [...versions].reverse().sort(compareVersions);
    expect(shuffled.map(renderVersion).join(' ')).toBe(ordered);
    expect(compareVersions(parseVersion('1.0')!, parseVersion('v1.0.0')!)).toBe(0);
  });

  it.each([
    ['1.0-ALPHA.2', '1.0a2'],
    ['1.0c', '1.0rc0'],
    ['1-5', '1.post5'],
    ['1r2', '1.post2'],
    ['v01.02', '1.2'],
    ['1.0.dev', '1.0.dev0'],
    ['1.0+ABC-1_x', '1.0+abc.1.x'],
  ])('%s is %s in normal form', (text, normal) => {
    expect(renderVersion(parseVersion(text)!)).toBe(normal);
  });

  it.each(['', '1.', '1..2', 'a', '1.0x', '1.0+', '1.0+a+b', '1 .0'])('%j is none', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('satisfies', () => {
  // Each with `packaging`'s answer.
  it.each([
    ['1.0', '==1', true],
    ['1.0+local', '==1.0', true],
    ['1.0', '==1.0+local', false],
    ['1.0+local', '<=1.0', true],
    ['1.0+local', '>1.0', false],
    ['1.0.post1', '>1.0', false],
    ['1.0.post1', '>1.0.post0', true],
    ['1.0.1', '>1.0', true],
    ['1.0rc1', '<1.0', false],
    ['1.0rc1', '<1.0rc2', true],
    ['1.0.dev1', '<1.0', false],
    ['1.0a1', '==1.0.*', true],
    ['1.10', '==1.1.*', false],
    ['2!1.0', '>=5', true],
    ['2!1.0', '==1.*', false],
    ['1.4.5', '~=1.4.5', true],
    ['1.5', '~=1.4.5', false],
    ['1.5', '~=1.4', true],
    ['2.0.dev1', '~=1.4', false],
    ['2.2.post3', '~=2.2.post2', true],
    ['1.0', '!=1.0', false],
    ['1.0.0.1', '!=1.0.*', false],
    ['1.0+x', '!=1.0', false],
    ['1.0', '===1.0.0', false],
    ['Weird', '===weird', true],
    ['weird', '>=0', false],
    ['anything', '', true],
  ])('%s with %j: %s', (version, specifier, expected) => {
    expect(satisfies(version, specifier)).toBe(expected);
  });

  it('leaves pre-releases out on request, and takes nothing for a broken set', () => {
    expect(satisfies('2.0a1', '>=1', { prereleases: false })).toBe(false);
    expect(satisfies('1.0', '>>1')).toBe(false);
  });
});

describe('specifierIsEmpty', () => {
  it.each([
    '>=2,<1',
    '>1,<1',
    '==1,!=1',
    '==1.*,>=2',
    '~=1.4,<1.4',
    '<0.dev0',
    '>1.0a1,<1.0a2.dev0',
    '>1,<1.0.post5',
    '===1,>=2',
    '===a,===b',
  ])('%s', (text) => expect(specifierIsEmpty(text)).toBe(true));

  it.each([
    '',
    '>=1,<=1',
    '>1,<1.0.0.1',
    '==1,==1.0',
    '>=1,!=1',
    '!=1.*',
    '>=3.9,<4,!=3.10.*',
    '==1.0,==1.0+x',
    '>=2,<',
  ])('not %j', (text) => expect(specifierIsEmpty(text)).toBe(false));
});

describe('lowestPython', () => {
  it.each([
    ['>=3.9', 9],
    ['>=3.9.2,<4', 9],
    ['>3.9', 9],
    ['>3.9.99,!=3.10.*', 9],
    ['~=3.8', 8],
    ['==3.11.*', 11],
    ['>=2.7,!=3.0.*,!=3.1.*', 2],
    ['>=3', 0],
    ['<4', undefined],
    ['', undefined],
    ['>=4', undefined],
    ['nonsense', undefined],
  ])('of %j is %s', (text, minor) => expect(lowestPython(text)).toBe(minor));
});

it('a specifier set is written sorted and without repetitions', () => {
  const parsed = parseSpecifier(' <2 , >= 1,<2');
  expect('error' in parsed ? parsed : renderSpecifier(parsed)).toBe('<2,>=1');
  expect(parseSpecifier('>=1, nonsense')).toEqual({ error: expect.any(String) as string, column: 6 });
});
