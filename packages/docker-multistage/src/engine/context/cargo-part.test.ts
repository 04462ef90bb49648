import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, findings, type TestWorkspace } from '../../../tests/context-workspace.js';

const hasCargo = spawnSync('cargo', ['--version']).status === 0;
if (!hasCargo) console.warn('SKIPPED Cargo contexts against the real cargo: cargo is missing: install Rust');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace('cargo-workspace');
});
afterEach(() => workspace.remove());

const APP = ['app', ['extra', 'forks/cfg-if', 'gen', 'lib', 'testing']] as const;
const LIB = ['lib', ['forks/cfg-if', 'testing']] as const;
const OTHER = ['other', ['forks/cfg-if', 'lib']] as const;

function cargo(project: string, ...args: string[]): { status: number | null; stderr: string } {
  return spawnSync('cargo', args, {
    cwd: workspace.folder(project),
    encoding: 'utf8',
    env: { ...process.env, CARGO_TARGET_DIR: path.join(workspace.root, 'target') },
  });
}

const inContext = (project: string, file: string): string =>
  workspace.context(project)[file]?.replace(/^644 /, '') ?? '';

describe.skipIf(!hasCargo)('what cargo says of a context', () => {
  it.each([APP, LIB, OTHER])('%s: the lock is accepted, and left as it is', async (project, closure) => {
    await workspace.run(project, closure);
    const before = inContext(project, 'Cargo.lock');
    expect(cargo(project, 'metadata', '--locked', '--format-version=1')).toMatchObject({ status: 0 });
    expect(cargo(project, 'metadata', '--offline', '--format-version=1')).toMatchObject({ status: 0 });
    expect(inContext(project, 'Cargo.lock')).toBe(before);
  });

  it('builds the program, with the file outside of its crate', async () => {
    await workspace.run(...APP);
    expect(cargo('app', 'build', '--locked', '--offline', '-p', 'app')).toMatchObject({ status: 0 });
  });

  it('keeps every byte when what other crates use changes', async () => {
    const before = digestIn(await workspace.run(...APP));
    const lock = workspace
      .read('Cargo.lock')
      .replace(/name = "fastrand"\nversion = "\S+"/, 'name = "fastrand"\nversion = "2.0.0"');
    workspace.write({
      'Cargo.lock': lock.replace(/name = "serde"\nversion = "\S+"/, 'name = "serde"\nversion = "1.0.100"'),
      'Cargo.toml': workspace.read('Cargo.toml').replace('itoa-old', 'rand = "0.9" # New.\nitoa-old'),
      'lib/Cargo.toml': workspace.read('lib/Cargo.toml').replace('fastrand = "2"', 'fastrand = "2.0"'),
      'other/src/lib.rs': '',
    });
    expect(digestIn(await workspace.run(...APP))).toBe(before);
    workspace.write({
      'Cargo.lock': lock.replace(/name = "either"\nversion = "\S+"/, 'name = "either"\nversion = "1.0.0"'),
    });
    expect(digestIn(await workspace.run(...APP))).not.toBe(before);
  });

  it('drops what only others turn on, and keeps what the crate uses itself', async () => {
    await workspace.run(...APP);
    const names = (text: string): string[] => [...text.matchAll(/^name = "(.*)"$/gm)].map(([, name = '']) => name);
    expect(names(inContext('app', 'Cargo.lock'))).toEqual([
      'app',
      'cfg-if',
      'either',
      'extra',
      'gen',
      'itoa',
      'lib',
      'testing',
    ]);
    await workspace.run(...LIB);
    expect(names(inContext('lib', 'Cargo.lock'))).toEqual(['cfg-if', 'fastrand', 'lib', 'testing']);
  });
});

it('reduces the root manifest to the members that are there', async () => {
  await workspace.run(...OTHER);
  expect(inContext('other', 'Cargo.toml')).toBe(`[workspace]
resolver = "2"
members = ["lib", "other"]
default-members = ["other"]
exclude = ["forks"]

[workspace.package]
edition = "2021"
version = "0.1.0"

[workspace.dependencies]
either = { version = "1", default-features = false }
itoa-old = { package = "itoa", version = "0.4" }
lib = { path = "lib" }

[patch.crates-io]
cfg-if = { path = "forks/cfg-if" }

[profile.release]
lto = "thin"

[profile.release.package.itoa]
opt-level = 3

[profile.release.package.other]
opt-level = 1
`);
  expect(inContext('other', 'lib/Cargo.toml')).not.toContain('dev-dependencies');
});

it('leaves the token out of the configuration', async () => {
  const outcome = await workspace.run(...OTHER);
  expect(findings(outcome)).toContainEqual(
    expect.stringContaining('warning lock .cargo/config.toml: `registries.acme.token` is left out'),
  );
  expect(inContext('other', '.cargo/config.toml')).toContain('index = ');
  expect(JSON.stringify(workspace.context('other'))).not.toContain('not-a-real-token');
});

it.each([
  [
    'a lock of an unknown version',
    { 'Cargo.lock': 'version = 5\n' },
    'error lock Cargo.lock: The lock file has format version 5',
  ],
  [
    'a lock that does not parse',
    { 'Cargo.lock': 'version = 4\n[[package]\n' },
    'error lock Cargo.lock: The file is not valid TOML',
  ],
  [
    'a member that the lock does not know',
    { 'Cargo.lock': 'version = 4\n' },
    'error lock other/Cargo.toml: The crate `other` is not in Cargo.lock',
  ],
])('says what is wrong with %s', async (_, files, message) => {
  workspace.write(files);
  expect(findings(await workspace.run(...OTHER))).toContainEqual(expect.stringContaining(message));
});

it('adds a crate that the project graph does not name, and says so', async () => {
  const outcome = await workspace.run('testing', ['forks/cfg-if']);
  expect(findings(outcome)).toContainEqual(
    expect.stringContaining('warning not-a-dependency lib/Cargo.toml: The crate lib lies in lib'),
  );
  expect(workspace.context('testing')).toHaveProperty(['lib/src/lib.rs']);
});
