import { describe, expect, it } from 'vitest';
import { compilePattern, isCatastrophic } from './index.js';

/** Seconds that a pattern takes at most on texts that are made to fail late. */
function slowest(pattern: string, length: number): number {
  const texts = ['a', 'ab', 'a ', ' ', '1.', 'a:', '/a', '-x '].map((part) => `${part.repeat(length)}\u0000`);
  const compiled = new RegExp(pattern);
  return Math.max(
    ...texts.map((text) => {
      const start = performance.now();
      compiled.test(text);
      return performance.now() - start;
    }),
  );
}

describe('isCatastrophic', () => {
  it.each([
    '^(a+)+$',
    '^(a*)*$',
    '^(a|a)*b$',
    '^(?:a|ab|b)*c$',
    '^(?:\\s*\\w+)*x$',
    '^(?:\\w+\\s?)*$',
    '^([a-z]+)*\\d$',
    '^(?:a?b?)*(?:ab)*$|^(?:a*b*)*c$',
    '^(?<file>(?:[^:]+)+):x$',
    '^(?:[^:]+:?)*$',
    '^(?:\\w|é|[a-f])+!$',
    '^(?:a{1,30}){1,30}b$',
    '^x(?=(?:a+)+$)',
    '^(?:.*,)*\\d$',
  ])('finds %s', (pattern) => expect(isCatastrophic(pattern)).toBe(true));

  it.each([
    '^(?<file>.+?):(?<line>\\d+):(?<column>\\d+): (?<level>error|warning): (?<message>.+?)(?: {2}\\[(?<rule>[\\w-]+)\\])?$',
    '^(?<rule>(?:[A-Za-z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception)): (?<message>.*)$',
    '^(?:[^:]+:)*(?<message>[^:]*)$',
    '^(?:\\d+\\.)*\\d+$',
    '^(?:\\w+(?: |$))*!$',
    '^ *(?:(?:\\d+|\\.\\.\\.) *)?[|+~-](?: .*)?$',
    '^(?:a|b)*c$',
    '^(?:[a-m]|[n-z])+$',
    '^(?:[^"\\\\]|\\\\.)*$',
    '^(?:a{2}){3}$',
    '^(?:ab?)+$',
    '^.*a.*b$',
    '',
  ])('lets %s pass, which is quick', (pattern) => {
    expect(isCatastrophic(pattern)).toBe(false);
    expect(slowest(pattern, 1000)).toBeLessThan(1000);
  });

  it('minds capitals only when they count', () => {
    expect([isCatastrophic('^(?:a|A)*b$'), isCatastrophic('^(?:a|A)*b$', 'i')]).toEqual([false, true]);
  });
});

describe('compilePattern', () => {
  it.each([
    ['^(a+)+$', 'takes exponential time'],
    ['^(a', 'is no regular expression'],
  ])('refuses %s where it stands', (pattern, message) => {
    expect(() => compilePattern(pattern, { file: 'a.yaml', line: 7 })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) as string, file: 'a.yaml', line: 7 }),
    );
  });

  it('takes flags, and the word of a test', () => {
    expect(compilePattern('^a$', { file: 'a.yaml' }, 'i').test('A')).toBe(true);
    expect(compilePattern('^(a+)+$', { file: 'a.yaml' }, '', { isTrusted: true }).source).toBe('^(a+)+$');
  });
});
