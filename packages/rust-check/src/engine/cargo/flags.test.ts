import { describe, expect, it } from 'vitest';
import { checkArguments, flagSetKey, readFlags } from './flags.js';

const a = { name: 'a', spec: 'a', features: ['x', 'y'] };
const b = { name: 'b', spec: 'path+file:///w/b#0.1.0', features: ['z'] };
const always = ['--all-targets', '--keep-going', '--message-format=json'];

describe('readFlags', () => {
  it.each([
    [undefined, 'clippy'],
    [['check', 'clippy'], 'clippy'],
    [['check', 'fmt'], 'check'],
    [['fmt'], undefined],
  ] as const)('runs one compiler for the steps %j: %s', (steps, command) => {
    expect(readFlags(steps ? { steps: [...steps] } : {}).command).toBe(command);
  });
});

describe('flagSetKey', () => {
  const key = (options: Parameters<typeof readFlags>[0]) => flagSetKey(readFlags(options));

  it('is the same whatever features crates have of their own', () => {
    expect(key({ features: ['x'] })).toBe(key({}));
  });

  it('tells features of dependencies apart, which cargo takes for all crates of a call', () => {
    expect(key({ features: ['serde/rc'] })).not.toBe(key({}));
  });

  it.each([
    { allFeatures: true },
    { noDefaultFeatures: true },
    { targetTriple: 'wasm32-unknown-unknown' },
    { toolchain: 'nightly' },
    { profile: 'release' },
    { locked: true },
    { offline: true },
    { args: ['-Zx'] },
    { steps: ['check' as const] },
  ])('tells %j apart', (options) => {
    expect(key(options)).not.toBe(key({}));
  });
});

describe('checkArguments', () => {
  it('gives features crate by crate', () => {
    expect(checkArguments(readFlags({}), [a, b])).toEqual([
      ...['clippy', '-p', 'a', '-p', b.spec, ...always],
      ...['--features', 'a/x,a/y,b/z'],
    ]);
    expect(checkArguments(readFlags({}), [a])).toEqual(['clippy', '-p', 'a', ...always, '--features', 'x,y']);
  });

  it('ends with the arguments of the options, which may say what targets are checked', () => {
    const args = checkArguments(readFlags({ args: ['--lib', '--', '-W', 'clippy::pedantic'] }), [b]);
    expect(args).not.toContain('--all-targets');
    expect(args.slice(-4)).toEqual(['--lib', '--', '-W', 'clippy::pedantic']);
    expect(checkArguments(readFlags({ args: ['--', '--lib'] }), [b])).toContain('--all-targets');
  });

  it('passes on the other flags', () => {
    const options = {
      ...{ steps: ['check' as const], allFeatures: true, noDefaultFeatures: true, targetTriple: 't', profile: 'p' },
      ...{ locked: true, offline: true },
    };
    expect(checkArguments(readFlags(options), [{ ...a, features: [] }])).toEqual([
      ...['check', '-p', 'a', ...always, '--all-features', '--no-default-features'],
      ...['--target', 't', '--profile', 'p', '--locked', '--offline'],
    ]);
  });
});
