import { describe, expect, it } from 'vitest';
import { lowestPython, satisfies, specifierIsEmpty } from './specifier-set.js';

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
