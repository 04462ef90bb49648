import { expect, it } from 'vitest';
import { compileGlob, escapeGlob } from './globset.js';

it.each([
  ['*.py', 'a.py', true],
  ['*.py', 'deep/er/a.py', true],
  ['src/*.py', 'src/deep/a.py', true],
  ['**/tests/**', 'tests/a.py', true],
  ['**/tests/**', 'a/tests', false],
  ['a/**/b', 'a/b', true],
  ['{a,b}.py', 'b.py', true],
  ['[!a].py', 'a.py', false],
  ['[a-c].py', 'b.py', true],
  ['a?c', 'abc', true],
  ['A.py', 'a.py', false],
  ['[', '[', false],
])('%s on %s: %s', (pattern, path, expected) => {
  expect(compileGlob(pattern)(path)).toBe(expected);
});

it('escapes what a folder name may hold', () => {
  expect(compileGlob(`${escapeGlob('/a [b] {c}*')}/x`)('/a [b] {c}*/x')).toBe(true);
});
