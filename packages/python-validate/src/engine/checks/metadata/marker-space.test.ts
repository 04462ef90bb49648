import { parseMarker, type Marker } from '@hone/core/manifests';
import { expect, it } from 'vitest';
import { markerCanHold, sameMarker } from './marker-space.js';

const parse = (text: string) => parseMarker(text) as Marker;

it.each([
  ['python_version < "3.11"', '>=3.11', false],
  ['python_version < "3.11"', '>=3.10', true],
  ['python_full_version < "3.11.4"', '>=3.11.4', false],
  ['python_version == "3.10" and python_version == "3.11"', undefined, false],
  ['python_version in "3.9, 3.10"', '>=3.10', true],
  ['python_version in "3.8, 3.9"', '>=3.10', false],
  ['sys_platform == "win32" and platform_system == "Linux"', undefined, false],
  ['sys_platform == "win32" and os_name == "nt"', undefined, true],
  ['sys_platform == "my-own-os"', undefined, true],
  ['implementation_name == "cpython" and platform_python_implementation == "PyPy"', undefined, false],
  ['platform_machine == "x86_64" and platform_machine == "arm64"', undefined, false],
  ['platform_release >= "20"', undefined, true],
])('%s with requires-python %s can hold: %s', (marker, requiresPython, expected) => {
  expect(markerCanHold(parse(marker), requiresPython)).toBe(expected);
});

it('compares markers by meaning', () => {
  const always = parse('python_version >= "3.8"');
  expect(sameMarker(always, { type: 'and', operands: [] }, '>=3.10')).toBe(true);
  expect(sameMarker(always, { type: 'and', operands: [] }, '>=3.7')).toBe(false);
  expect(sameMarker(parse('python_version < "3.13"'), parse("python_full_version < '3.13'"))).toBe(true);
});
