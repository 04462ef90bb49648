import { expect, it } from 'vitest';
import { parseSpecifier, renderSpecifier } from './specifier.js';

it('a specifier set is written sorted and without repetitions', () => {
  const parsed = parseSpecifier(' <2 , >= 1,<2');
  expect('error' in parsed ? parsed : renderSpecifier(parsed)).toBe('<2,>=1');
  expect(parseSpecifier('>=1, nonsense')).toEqual({ error: expect.any(String) as string, column: 6 });
});
