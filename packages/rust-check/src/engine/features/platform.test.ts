import { describe, expect, it } from 'vitest';
import { matchesPlatform, parsePlatform } from './platform.js';

const linux = parsePlatform(
  'x86_64-unknown-linux-gnu',
  'debug_assertions\ntarget_arch="x86_64"\ntarget_family="unix"\ntarget_os="linux"\nunix\n',
);

describe('matchesPlatform', () => {
  it.each([
    ['x86_64-unknown-linux-gnu', true],
    ['x86_64-pc-windows-msvc', false],
    ['cfg(unix)', true],
    ['cfg(windows)', false],
    ['cfg(not(windows))', true],
    ['cfg(all(unix, target_arch = "x86_64"))', true],
    ['cfg(all(unix, not(target_os = "linux")))', false],
    ['cfg(any(windows, target_os="linux",))', true],
    ['cfg(any())', false],
    ['cfg(all())', true],
    ['cfg(all(any(target_os = "a,b(c"), unix))', false],
  ])('%s', (target, expected) => {
    expect(matchesPlatform(target, linux)).toBe(expected);
  });
});
