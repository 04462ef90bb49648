import { describe, expect, it } from 'vitest';
import { evaluateMarker } from './marker-evaluate.js';
import { markerIsNeverTrue, markersAgree } from './marker-space.js';
import { parseMarker, renderMarker, type Marker } from './marker.js';

const parse = (text: string): Marker => {
  const result = parseMarker(text);
  if ('error' in result) throw new Error(result.error);
  return result;
};

describe('parseMarker', () => {
  it.each([
    [
      'os_name=="nt" or os_name == "posix" and extra == "A.b"',
      "os_name == 'nt' or os_name == 'posix' and extra == 'a-b'",
    ],
    [
      '(os.name == "nt" or python_implementation == "x") and "a" not  in sys.platform',
      "(os_name == 'nt' or platform_python_implementation == 'x') and 'a' not in sys_platform",
    ],
    ['((os_name == "it\'s"))', 'os_name == "it\'s"'],
  ])('%s', (text, canonical) => expect(renderMarker(parse(text))).toBe(canonical));
});

describe('evaluateMarker', () => {
  const environment = {
    python_version: '3.11',
    python_full_version: '3.11.0rc1',
    sys_platform: 'linux',
    extra: 'Foo_Bar',
    platform_release: '5.15-generic',
  };

  it.each([
    ['python_version < "3.9"', false],
    ['python_version >= "3.9"', true],
    ["'3.9' < python_version", true],
    ['python_full_version < "3.11"', false],
    ['python_full_version < "3.11.0"', false],
    ['sys_platform in "linux darwin"', true],
    ['sys_platform >= "linux"', true],
    ['sys_platform < "zzz"', false],
    ['extra == "foo.bar"', true],
    ['platform_release >= "5"', false],
    ['os_name == "nt"', undefined],
    ['os_name == "nt" or sys_platform == "linux"', true],
    ['os_name == "nt" and sys_platform == "win32"', false],
    ['sys_platform ~= "1.0"', undefined],
  ])('%s: %s', (text, expected) => expect(evaluateMarker(parse(text), environment)).toBe(expected));
});

describe('markerIsNeverTrue', () => {
  it.each([
    'python_version < "3.8" and python_version >= "3.8"',
    'python_version == "3.8.1"',
    'python_version > "3.8" and python_version < "3.9"',
    'python_version >= "3.9" and python_full_version < "3.8.5"',
    'python_version in "3.8 3.9" and python_version > "3.9"',
    'sys_platform == "win32" and sys_platform == "linux"',
    'sys_platform == "win32" and sys_platform != "win32"',
    'sys_platform == "win32" and os_name == "posix"',
    'platform_system == "Windows" and (sys_platform == "linux" or sys_platform == "darwin")',
    'sys_platform == "win32" and platform_system == "Linux" and platform_release > "5"',
    'os_name == "nt" and os_name == "posix" or python_version < "3" and python_version > "3"',
  ])('%s', (text) => expect(markerIsNeverTrue(parse(text))).toBe(true));

  it.each([
    'python_version < "3"',
    'python_version > "3.8" and python_full_version < "3.10.1"',
    'python_full_version > "3.8.1" and python_full_version < "3.8.2rc2"',
    'python_version in "3.10" and python_version < "3.5"',
    '"3" in python_version and python_version < "3.1"',
    'sys_platform == "linux" and os_name != "nt"',
    'sys_platform == "linux" and platform_system == "Linux"',
    'sys_platform != "linux" and os_name == "posix"',
    'sys_platform == "cygwin" and os_name == "posix"',
    'sys_platform not in "linux darwin win32"',
    'sys_platform in "linux darwin" and sys_platform in "darwin win32"',
    // Tools disagree on extras, and platform releases are no versions.
    'extra == "a" and extra == "b"',
    'platform_release >= "100" and platform_release < "20"',
    'platform_release < "5" and (python_version < "3" or os_name == "nt")',
    'os_name == "nt" and os_name == "posix" or extra == "a"',
  ])('not %s', (text) => expect(markerIsNeverTrue(parse(text))).toBe(false));
});

describe('markersAgree', () => {
  // The right sides are what uv 0.13 records for the left sides.
  it.each([
    ["python_version > '3.8' or os_name != 'nt'", "python_full_version >= '3.9' or os_name != 'nt'", true],
    ["python_version < '3.11'", "python_full_version < '3.11'", true],
    ["python_version == '3.11'", "python_full_version == '3.11.*'", true],
    ["python_version <= '3.11'", "python_full_version < '3.12'", true],
    ["python_version < '3.11'", "python_full_version <= '3.11'", false],
    ["sys_platform == 'linux'", "sys_platform != 'win32'", false],
    ["extra == 'a'", "extra == 'b'", undefined],
  ])('%s and %s: %s', (a, b, expected) => expect(markersAgree(parse(a), parse(b))).toBe(expected));

  it('looks only at environments that matter', () => {
    const given = parse("python_full_version >= '3.10'");
    expect(markersAgree(parse("python_version >= '3.9'"), undefined, given)).toBe(true);
    expect(markersAgree(parse("python_version >= '3.11'"), undefined, given)).toBe(false);
  });
});
