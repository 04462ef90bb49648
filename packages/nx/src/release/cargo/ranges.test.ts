import { describe, expect, it } from 'vitest';
import type { RangeSettings } from '../shared/settings.js';
import { followCargoRequirement } from './ranges.js';

const DEFAULT: RangeSettings = { prefix: 'auto', keepMatching: true };

describe('the requirement of a dependant', () => {
  it.each([
    ['1.2.3', '1.3.0', '1.3.0'],
    ['^1.2.3', '2.0.0', '^2.0.0'],
    ['~1.2.3', '1.2.4', '~1.2.4'],
    ['= 1.2.3', '1.3.0', '= 1.3.0'],
    ['>=1.2.3', '2.0.0', '>=2.0.0'],
    ['0.1.0', '0.2.0-rc.0', '0.2.0-rc.0'],
  ])('that names the version follows: %s at %s is %s', (before, version, after) => {
    expect(followCargoRequirement(before, version, DEFAULT)).toBe(after);
    expect(followCargoRequirement(before, version, { ...DEFAULT, keepMatching: false })).toBe(after);
  });

  it.each([
    ['1', '1.9.0', '1'],
    ['1', '2.1.0', '2'],
    ['0.3', '0.4.0', '0.4'],
    ['~1.2', '1.2.9', '~1.2'],
    ['~1.2', '1.3.0', '~1.3'],
    ['1.*', '2.0.0', '2.*'],
    ['>=1, <3', '2.0.0', '>=1, <3'],
    ['1', '2.0.0-rc.1', '2.0.0-rc.1'],
    ['*', '2.0.0', '*'],
  ])('that is loose stays while it fits: %s at %s is %s', (before, version, after) => {
    expect(followCargoRequirement(before, version, DEFAULT)).toBe(after);
  });

  it.each([
    ['1', '1.9.0', '1.9.0'],
    ['~1.2', '1.2.9', '~1.2'],
    ['>=1, <3', '2.0.0', '>=2.0.0, <3'],
  ])('that is loose follows when asked to: %s at %s is %s', (before, version, after) => {
    expect(followCargoRequirement(before, version, { ...DEFAULT, keepMatching: false })).toBe(after);
  });

  it('takes the operator that Nx is told to write', () => {
    expect(followCargoRequirement('^1.2.3', '1.3.0', { ...DEFAULT, prefix: '=' })).toBe('=1.3.0');
    expect(followCargoRequirement('^1.2.3', '1.3.0', { ...DEFAULT, prefix: '' })).toBe('1.3.0');
  });

  it.each([
    ['>=1, <2', '2.0.0'],
    ['<2.0.0', '2.0.0'],
    ['one', '2.0.0'],
  ])('that would shut the version out is an error: %s at %s', (before, version) => {
    expect(() => followCargoRequirement(before, version, DEFAULT)).toThrow(
      expect.objectContaining({ code: 'release/range' }),
    );
  });
});
