import { describe, expect, it } from 'vitest';
import type { RangeSettings } from '../shared/settings.js';
import { followPoetryConstraint, followRequirement } from './ranges.js';

const DEFAULT: RangeSettings = { prefix: 'auto', keepMatching: true };

describe('a requirement string', () => {
  it.each([
    ['lib==1.0.0', '1.1.0', 'lib==1.1.0'],
    ['lib >= 1.0.0 ; python_version < "3.13"', '1.1.0', 'lib >= 1.1.0 ; python_version < "3.13"'],
    ['lib[a, b] (>=1.0.0)', '2.0.0', 'lib[a, b] (>=2.0.0)'],
    ['lib~=1.0.0', '1.0.1', 'lib~=1.0.1'],
    ['lib~=1.4', '2.1.0', 'lib~=2.1'],
    ['lib==1.*', '2.0.0', 'lib==2.*'],
    ['lib>=1.0.0', '1.1.0rc1', 'lib>=1.1.0rc1'],
  ])('follows: %s at %s is %s', (before, version, after) => {
    expect(followRequirement(before, version, DEFAULT)).toBe(after);
  });

  it.each([
    ['lib', '1.1.0'],
    ['lib[extra] ; extra == "x"', '1.1.0'],
    ['lib @ file:///lib-1.0.0', '1.1.0'],
    ['lib>=1,<2', '1.1.0'],
    ['lib~=1.4', '1.9.0'],
  ])('stays: %s at %s', (requirement, version) => {
    expect(followRequirement(requirement, version, DEFAULT)).toBe(requirement);
  });

  it('takes the operators that PEP 440 has for those of Nx', () => {
    expect(followRequirement('lib>=1.0.0', '1.1.0', { ...DEFAULT, prefix: '=' })).toBe('lib==1.1.0');
    expect(followRequirement('lib>=1.0.0', '1.1.0', { ...DEFAULT, prefix: '^' })).toBe('lib>=1.1.0');
  });

  it('that would shut the version out is an error', () => {
    expect(() => followRequirement('lib>=1,<2', '2.0.0', DEFAULT)).toThrow('">=1,<2" shuts out the new version 2.0.0');
  });
});

describe('a constraint of poetry', () => {
  it.each([
    ['^1.0.0', '1.1.0', '^1.1.0'],
    ['~1.0', '1.1.0', '~1.1'],
    ['1.0.0', '1.1.0', '1.1.0'],
    ['>=1.0.0', '2.0.0', '>=2.0.0'],
    ['^1', '1.1.0', '^1'],
    ['*', '1.1.0', '*'],
  ])('%s at %s is %s', (before, version, after) => {
    expect(followPoetryConstraint(before, version, DEFAULT)).toBe(after);
  });
});
