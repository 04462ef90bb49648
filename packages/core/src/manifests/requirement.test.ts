import { describe, expect, it } from 'vitest';
import { parseRequirement, renderRequirement } from './requirement.js';
import type { Requirement } from './types.js';

const parse = (text: string): Requirement => {
  const result = parseRequirement(text);
  if ('error' in result) throw new Error(`${result.error} at ${result.column}`);
  return result;
};

describe('parseRequirement', () => {
  it('takes a requirement apart', () => {
    expect(parse(' Foo.Bar [B, a_c] >=1.2, <2 ; python_version < "3.11" ')).toEqual({
      name: 'Foo.Bar',
      normalizedName: 'foo-bar',
      extras: ['a-c', 'b'],
      specifier: '>=1.2,<2',
      marker: 'python_version < "3.11"',
    });
  });

  // Hard cases, each with `packaging`'s answer (tools/oracles/python-requirements has thousands).
  it.each([
    ['a', ''],
    ['a(>=1)', '>=1'],
    ['a ( >=1 , <2 )', '>=1,<2'],
    ['a()', ''],
    ['a>=1,', '>=1'],
    ['a==1.*', '==1.*'],
    ['a== 1!2.0rc1.post3.dev4+Local-1', '==1!2.0rc1.post3.dev4+Local-1'],
    ['a===anything-goes', '===anything-goes'],
    ['a[]', ''],
    ['a~=1.0', '~=1.0'],
    ['a<=v1-5', '<=v1-5'],
  ])('takes %j', (text, specifier) => {
    expect(parse(text).specifier).toBe(specifier);
  });

  it.each([
    ['a @ https://e.org/a.whl#sha256=00', 'https://e.org/a.whl#sha256=00', undefined],
    ['a@file:///x;y', 'file:///x;y', undefined],
    ["a @ git+https://e.org/a.git@v1 ; os_name == 'nt'", 'git+https://e.org/a.git@v1', "os_name == 'nt'"],
  ])('takes the direct reference %j', (text, url, marker) => {
    expect(parse(text)).toMatchObject({ url, specifier: '', ...(marker && { marker }) });
  });

  it.each([
    ['', 1, 'empty'],
    ['-e .', 1, "not with '-'"],
    ['😀', 1, "not with '😀'"],
    ['a b', 3, 'Expected a version specifier'],
    ['a 1.0', 3, 'Expected a version specifier'],
    ['a^1.0', 2, 'poetry operator'],
    ['a ~1.0', 3, 'poetry operator'],
    ['a=1.0', 2, "PEP 440 has '=='"],
    ['a>=', 4, "after '>='"],
    ['a>=1.*', 4, "only allowed after '=='"],
    ['a==1.0rc1.*', 4, "can't follow a pre-"],
    ['a>=1+local', 4, 'local version'],
    ['a~=1', 4, 'at least two numbers'],
    ['a>=1 <2', 6, "Expected ','"],
    ['a (>=1', 7, 'never closed'],
    ['a[b', 2, 'never closed'],
    ['a[b c]', 5, "Expected ','"],
    ['a[b,]', 5, 'name of an extra'],
    ['a @', 4, 'URL'],
    ['a @ https://e.org nonsense', 19, "' ;'"],
    ["a; python_version < '3", 21, 'never closed'],
    ["a; nonsense == '3'", 4, "Unknown marker variable 'nonsense'"],
    ["a; python_version '3'", 19, 'Expected one of'],
    ["a; os_name == 'nt' extra", 20, "'and', 'or'"],
    ['a; (os_name == "nt"', 4, 'never closed'],
    ['a;', 3, 'Expected a marker variable'],
  ])('says what is wrong with %j, and where', (text, column, message) => {
    const result = parseRequirement(text);
    expect(result).toMatchObject({ column, error: expect.stringContaining(message) as string });
  });
});

describe('renderRequirement', () => {
  it('gives one text for all spellings', () => {
    const spellings = ['A_b[Y,x]<2,>=1;os_name=="nt"', "a-b [x,y] (>=1,<2) ; os_name == 'nt'"];
    expect(spellings.map((text) => renderRequirement(parse(text)))).toEqual(
      Array(2).fill("a-b[x,y]<2,>=1 ; os_name == 'nt'"),
    );
  });
});
