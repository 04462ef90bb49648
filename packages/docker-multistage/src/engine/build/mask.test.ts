import { expect, it } from 'vitest';
import { createMask } from './mask.js';

const mask = (...values: string[]) => createMask(values.map((value) => Buffer.from(value)));

it('takes a value out wherever it stands, without the line end of its file', () => {
  expect(mask('s3cret\n')('a s3cret and s3cretly')).toBe('a *** and ***ly');
});

it('takes the lines of a value with several out one by one, and not its brackets', () => {
  const hide = mask('{\n  "token": "abcdef"\n}\n');
  expect(hide('  "token": "abcdef"')).toBe('  ***');
  expect(hide('}')).toBe('}');
});

it('knows other spellings of a value', () => {
  const value = 'p@ss/word "x"';
  const hide = mask(value);
  const spellings = [
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
  for (const spelling of spellings) expect(hide(`<${spelling}>`)).toMatch(/^<\*\*\*=*>$/);
});

it('takes the longer of two values, and what looks like a pattern literally', () => {
  expect(mask('abc', 'abcdef', 'a.c+')('abcdef abc a.c+ axc')).toBe('*** *** *** axc');
});

it('leaves all as it is without a value', () => expect(mask('', ' \n')('text')).toBe('text'));
