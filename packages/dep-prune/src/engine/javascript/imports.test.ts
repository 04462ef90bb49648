import { expect, it } from 'vitest';
import { packageImports } from './imports.js';

it.each([
  ["import a from 'a';", ['a']],
  ["import 'a/register';", ['a']],
  ["export * from '@s/a/b';", ['@s/a']],
  ["const a = await import('a');", ['a']],
  ["require.resolve('a')", ['a']],
  ["vi.mock('a')", ['a']],
  ['/// <reference types="a" />', ['a']],
  ["import b from './b'; import c from 'node:fs'; import d from '#d'; fetch('https://x')", []],
])('%s', (text, expected) => {
  expect(packageImports(text).map(({ name }) => name)).toEqual(expected);
});

it('knows the line, and what is gone when the code runs', () => {
  expect(packageImports("import a from 'a';\nimport type {\n  B,\n} from 'b';\n")).toEqual([
    { name: 'a', line: 1, typeOnly: false },
    { name: 'b', line: 4, typeOnly: true },
  ]);
});
