import { expect, it } from 'vitest';
import { defaultPythonVersion, resolvePythonVersion } from './python-version.js';

it.each([
  ['the option first', '3.12', '>=3.9', 12],
  ['then the lowest that requires-python allows', undefined, '>=3.9,!=3.9.*', 10],
  ['an upper bound alone says nothing of the lowest', undefined, '<4', defaultPythonVersion.minor],
  ['nothing declared', undefined, undefined, defaultPythonVersion.minor],
] as const)('takes %s', (_, option, requiresPython, minor) => {
  expect(resolvePythonVersion(option, requiresPython)).toEqual({ major: 3, minor });
});
