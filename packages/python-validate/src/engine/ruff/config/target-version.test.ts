import { expect, it } from 'vitest';
import { inferTargetVersion, toTargetVersion } from './target-version.js';

it.each([
  ['>=3.9', 'py39'],
  ['>=3.9,<4', 'py39'],
  ['~=3.10.2', 'py310'],
  ['==3.12.*', 'py312'],
  ['>3.8', 'py38'],
  ['<3.12', undefined],
  ['>=3', undefined],
  ['>=2.7', undefined],
  [undefined, undefined],
])('%s: %s', (specifier, expected) => expect(inferTargetVersion(specifier)).toBe(expected));

it('names the nearest Python that ruff knows', () => {
  expect(toTargetVersion({ major: 3, minor: 6 })).toBe('py37');
  expect(toTargetVersion({ major: 3, minor: 99 })).toBe('py315');
});
