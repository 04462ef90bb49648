import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileSignatures } from '../graph/file-signatures.js';
import { CargoConfigs, parseBuildPlace } from './cargo-config.js';
import { parseToolchainFile } from './rustup.js';
import { type CachedVersions, Toolchains, hasNextest, hostOf } from './toolchain.js';

let root: string;
const at = (...parts: string[]): string => path.join(root, ...parts);
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'hone-rustup-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
  chmodSync(at(file), 0o755);
}

/** A compiler that counts how often it is asked. */
function compiler(file: string, version: string): void {
  write(
    file,
    `#!/bin/sh\necho x >> "${at('asked')}"\nprintf 'rustc ${version} (abc 2026-01-01)\\nhost: my-own-host\\n'\n`,
  );
}

/** As rustup leaves it: proxies on PATH, a folder for each toolchain. */
function rustup(...toolchains: string[]): void {
  for (const name of ['rustc', 'rustup']) write(`path/${name}`, '#!/bin/sh\nexit 1\n');
  for (const one of toolchains) compiler(`rustup/toolchains/${one}-x86_64-unknown-linux-gnu/bin/rustc`, one);
  write('rustup/settings.toml', 'default_toolchain = "stable-x86_64-unknown-linux-gnu"\n\n[overrides]\n');
}

const identity = (folder = 'crates/a', env: NodeJS.ProcessEnv = {}, versions: CachedVersions = {}): string =>
  new Toolchains(at('workspace'), versions, {
    PATH: at('path'),
    RUSTUP_HOME: at('rustup'),
    CARGO_HOME: at('cargo'),
    ...env,
  }).of(folder);

describe.skipIf(process.platform === 'win32')('the compiler of a crate', () => {
  it('is the one on PATH', () => {
    compiler('path/rustc', '1.90.0');
    expect(identity()).toBe('rustc 1.90.0 (abc 2026-01-01) my-own-host');
    expect(hostOf(identity())).toBe('my-own-host');
  });

  it('is looked for in the folder of cargo too, and is none where there is none', () => {
    expect(identity()).toBe('rustc not found');
    compiler('cargo/bin/rustc', '1.91.0');
    expect(identity()).toContain('rustc 1.91.0');
  });

  it('is asked once for each version of it', () => {
    compiler('path/rustc', '1.90.0');
    const versions: CachedVersions = {};
    identity('a', {}, versions);
    rmSync(at('asked'));
    expect(identity('b', {}, versions)).toContain('rustc 1.90.0');
    expect(() => rmSync(at('asked'))).toThrow('ENOENT');
    compiler('path/rustc', '1.90.10');
    expect(identity('b', {}, versions)).toContain('rustc 1.90.10');
  });

  it('that takes no question is none', () => {
    write('path/rustc', '#!/bin/sh\nexit 1\n');
    expect(identity()).toBe('rustc not found');
  });

  it('is what rustup would take: a variable, the nearest toolchain file, an override, the default', () => {
    rustup('stable', '1.80.0', 'nightly', 'beta');
    expect(identity()).toContain('rustc stable');
    write('workspace/rust-toolchain.toml', '[toolchain]\nchannel = "1.80.0"\ncomponents = ["clippy"]\n');
    expect(identity()).toContain('rustc 1.80.0');
    write('workspace/crates/rust-toolchain', 'nightly\n');
    expect(identity()).toContain('rustc nightly');
    expect(identity('libs/b')).toContain('rustc 1.80.0');
    write('rustup/settings.toml', `[overrides]\n"${at('workspace/crates/a')}" = "beta"\n`);
    expect(identity()).toContain('rustc beta');
    expect(identity('crates/a', { RUSTUP_TOOLCHAIN: '1.80.0' })).toContain('rustc 1.80.0');
  });

  it('that rustup lacks is named', () => {
    rustup('stable');
    write('workspace/rust-toolchain.toml', '[toolchain]\nchannel = "1.70.0"\n');
    expect(identity()).toBe('rustc not found: 1.70.0');
  });
});

it.each([
  ['[toolchain]\nchannel = "1.80"', '1.80'],
  ["[toolchain]\npath = '../own'", path.resolve('/w/own')],
  ['nightly-2026-01-01\n', 'nightly-2026-01-01'],
  ['[toolchain]\ncomponents = []', undefined],
  ['', undefined],
])('reads the toolchain file %j', (text, expected) => {
  expect(parseToolchainFile(text, path.resolve('/w/a'))).toBe(expected);
});

it('finds nextest in the folder of cargo', () => {
  const env = { PATH: at('path'), CARGO_HOME: at('cargo') };
  expect(hasNextest(root, env)).toBe(false);
  write(`cargo/bin/cargo-nextest${process.platform === 'win32' ? '.exe' : ''}`, '');
  expect(hasNextest(root, env)).toBe(true);
});

describe('where cargo builds', () => {
  const place = (folder: string, env: NodeJS.ProcessEnv = {}) =>
    new CargoConfigs(root, new FileSignatures(root), env).placeOf(folder);

  it('is what the nearest configuration says, and a variable before it', () => {
    write('.cargo/config.toml', '[build]\ntarget-dir = "out"\ntarget = "x86_64-unknown-linux-musl"\n');
    write('crates/.cargo/config.toml', '[build]\ntarget-dir = "../other"\n');
    expect(place('libs/b')).toEqual({ targetDir: 'out', target: 'x86_64-unknown-linux-musl' });
    expect(place('crates/a')).toEqual({ targetDir: 'other', target: 'x86_64-unknown-linux-musl' });
    expect(place('crates/a', { CARGO_TARGET_DIR: at('elsewhere') }).targetDir).toBe('elsewhere');
    expect(place('crates/a', { CARGO_BUILD_TARGET_DIR: path.dirname(root) }).targetDir).toBe('..');
  });

  it.each([
    ['[build]\njobs = 2\n[net]\ntarget-dir = "no"\n', {}],
    ['build.target-dir = "x"\n', { targetDir: 'x' }],
    ['[target.x86_64-unknown-linux-gnu]\nlinker = "y"\n', {}],
  ])('reads %j', (text, expected) => {
    expect(parseBuildPlace(text)).toEqual(expected);
  });
});
