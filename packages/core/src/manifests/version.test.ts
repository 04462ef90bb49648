import { describe, expect, it } from 'vitest';
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
