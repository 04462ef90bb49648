import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findingsOf, hasCargo, onlyCargo, warnSkipped, Workspace } from './run-engine.js';

warnSkipped('bad input');
let workspace: Workspace;
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

const manifest = (name: string, rest = ''): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n${rest}`;
const source = 'pub fn answer() -> u32 {\n    42\n}\n';
const crate = (name: string, rest = ''): Record<string, string> => ({
  [`${name}/Cargo.toml`]: manifest(name, rest),
  [`${name}/src/lib.rs`]: source,
});
/** A Cargo workspace of two crates beside a crate of its own. */
const files = {
  'ws/Cargo.toml': '[workspace]\nresolver = "3"\nmembers = ["app", "base"]\n',
  ...Object.fromEntries(
    Object.entries({ ...crate('app'), ...crate('base') }).map(([file, text]) => [`ws/${file}`, text]),
  ),
  ...crate('lone'),
};
const all = ['ws/app', 'ws/base', 'lone'];
const isUnix = process.platform !== 'win32';

/** A process that has ended counts as such even when nobody has asked for its exit code yet. */
function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return !existsSync(`/proc/${pid}/stat`) || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The rules that each crate has findings of. */
async function rulesOf(options: object = {}): Promise<Record<string, string[]>> {
  const outcomes = await workspace.check(all, { steps: ['check'], ...options });
  return Object.fromEntries(
    Object.entries(outcomes).map(([id, { report }]) => [id, report.diagnostics.map(({ ruleId }) => ruleId)]),
  );
}

it('says that cargo is missing', async () => {
  workspace = new Workspace(files);
  vi.stubEnv('PATH', path.join(workspace.root, 'nothing'));
  expect(await rulesOf({ steps: ['check', 'fmt'] })).toEqual({
    'ws/app': ['rust/cargo-missing'],
    'ws/base': ['rust/cargo-missing'],
    lone: ['rust/cargo-missing'],
  });
});

describe.skipIf(!hasCargo)('bad input', () => {
  it('names the toolchain that is not installed, and the file that asks for it', async () => {
    vi.stubEnv('RUSTUP_AUTO_INSTALL', '0');
    workspace = new Workspace({ ...files, 'lone/rust-toolchain.toml': '[toolchain]\nchannel = "1.2.3"\n' });
    const outcomes = await workspace.check(all, { steps: ['check'] });
    expect(findingsOf(outcomes['lone'])).toEqual([
      expect.stringMatching(
        /^error rust\/toolchain-missing lone\/rust-toolchain\.toml Cargo stopped: toolchain '1\.2\.3/,
      ),
    ]);
    expect(findingsOf(outcomes['ws/app'])).toEqual([]);
  });

  it('names the line of a broken manifest for all crates that wait for it', async () => {
    workspace = new Workspace({ ...files, 'ws/base/Cargo.toml': manifest('base', 'licence MIT\n') });
    const outcomes = await workspace.check(all, { steps: ['check'] });
    expect(findingsOf(outcomes['ws/app'])).toEqual([
      expect.stringMatching(/^error rust\/manifest-invalid ws\/base\/Cargo\.toml:5 Cargo stopped: key with no value/),
    ]);
    expect(findingsOf(outcomes['ws/base'])).toEqual([
      expect.stringMatching(/^error rust\/manifest-invalid ws\/base\/Cargo\.toml:5 /),
    ]);
    expect(findingsOf(outcomes['lone'])).toEqual([]);
  });

  it('names a dependency of a path that is not there', async () => {
    workspace = new Workspace({ ...files, ...crate('lone', '[dependencies]\ngone = { path = "../gone" }\n') });
    expect((await rulesOf())['lone']).toEqual(['rust/manifest-invalid']);
  });

  it('names the line of a member that does not exist', async () => {
    const members = '[workspace]\nresolver = "3"\nmembers = [\n  "app",\n  "gone",\n  "base",\n]\n';
    workspace = new Workspace({ ...files, 'ws/Cargo.toml': members });
    const outcomes = await workspace.check(all, { steps: ['check'] });
    expect(findingsOf(outcomes['ws/app'])).toEqual([
      expect.stringMatching(/^error rust\/member-missing ws\/Cargo\.toml:5 /),
    ]);
    expect(findingsOf(outcomes['lone'])).toEqual([]);
  });

  it('says that a lock needs an update under `locked`', async () => {
    workspace = new Workspace(files);
    await rulesOf();
    workspace.write('ws/app/Cargo.toml', manifest('app', '[dependencies]\nbase = { path = "../base" }\n'));
    expect(await rulesOf({ locked: true })).toEqual({
      'ws/app': ['rust/lock-outdated'],
      'ws/base': ['rust/lock-outdated'],
      lone: [],
    });
  });

  it('looks at the lock before a crate without `locked` brings it up to date', async () => {
    workspace = new Workspace(files);
    await rulesOf();
    workspace.write('ws/app/Cargo.toml', manifest('app', '[dependencies]\nbase = { path = "../base" }\n'));
    const outcomes = await workspace.check(['ws/app', 'ws/base'], {
      'ws/app': { steps: ['check'] },
      'ws/base': { steps: ['check'], locked: true },
    });
    expect(findingsOf(outcomes['ws/app'])).toEqual([]);
    expect(findingsOf(outcomes['ws/base'])).toEqual([expect.stringContaining('rust/lock-outdated')]);
  });

  it('says that a registry can’t be reached', async () => {
    workspace = new Workspace({
      ...files,
      ...crate('lone', '[dependencies]\nitoa = "1"\n'),
      'lone/.cargo/config.toml':
        '[source.crates-io]\nreplace-with = "gone"\n[source.gone]\nregistry = "sparse+http://127.0.0.1:9/index/"\n',
    });
    vi.stubEnv('CARGO_NET_RETRY', '0');
    expect(await rulesOf()).toEqual({ 'ws/app': [], 'ws/base': [], lone: ['rust/registry-unreachable'] });
  });

  it('gives the end of what a build script said that panics, and checks the others', async () => {
    workspace = new Workspace({ ...files, 'ws/base/build.rs': 'fn main() {\n    panic!("no schema");\n}\n' });
    const outcomes = await workspace.check(all, { steps: ['check'] });
    expect(findingsOf(outcomes['ws/base'])).toEqual([
      expect.stringMatching(
        /^error rust\/build-script-failed ws\/base\/build\.rs .*exit (status|code): 101[^]*no schema$/,
      ),
    ]);
    expect(findingsOf(outcomes['ws/app'])).toEqual([]);
  });

  it.runIf(isUnix)('leaves no process behind when it is aborted while a build script hangs', async () => {
    const hang =
      'fn main() {\n    std::fs::write("pid", std::process::id().to_string()).unwrap();\n    std::thread::sleep(std::time::Duration::from_secs(600));\n}\n';
    workspace = new Workspace({ ...files, 'ws/base/build.rs': hang });
    const controller = new AbortController();
    const run = workspace.check(all, { steps: ['check'] }, controller.signal);
    const ended = expect(run).rejects.toThrow('stop');
    const pidFile = path.join(workspace.root, 'ws/base/pid');
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(50);
    controller.abort(new Error('stop'));
    await ended;
    await vi.waitFor(() => expect(isRunning(readFileSync(pidFile, 'utf8'))).toBe(false), { timeout: 5000 });
  });

  it.runIf(isUnix)('says that cargo was killed, and goes on with the next Cargo workspace', async () => {
    const kill =
      'fn main() {\n    let cargo = std::os::unix::process::parent_id().to_string();\n    std::process::Command::new("kill").args(["-9", &cargo]).status().unwrap();\n}\n';
    workspace = new Workspace({ ...files, 'ws/base/build.rs': kill });
    expect(await rulesOf()).toEqual({ 'ws/app': ['rust/cargo-killed'], 'ws/base': ['rust/cargo-killed'], lone: [] });
  });

  it.runIf(isUnix)('says that the compiler was killed, and what waited for the crate', async () => {
    workspace = new Workspace({
      ...files,
      'ws/app/Cargo.toml': manifest('app', '[dependencies]\nbase = { path = "../base" }\n'),
      wrapper: '#!/bin/sh\ncase " $* " in *" --crate-name base "*) kill -9 $$ ;; esac\nexec "$@"\n',
    });
    chmodSync(path.join(workspace.root, 'wrapper'), 0o755);
    vi.stubEnv('RUSTC_WRAPPER', path.join(workspace.root, 'wrapper'));
    const outcomes = await workspace.check(all, { steps: ['check'] });
    expect(findingsOf(outcomes['ws/base'])).toEqual([
      expect.stringMatching(/^error rust\/compiler-failed ws\/base\/Cargo\.toml .*signal: 9/),
    ]);
    expect(findingsOf(outcomes['ws/app'])).toEqual([
      expect.stringMatching(/^error rust\/dependency-failed ws\/app\/Cargo\.toml:6 `base` .*signal: 9/),
    ]);
    expect(findingsOf(outcomes['lone'])).toEqual([]);
  });

  it('reads output that is not UTF-8', async () => {
    workspace = new Workspace({
      ...files,
      'ws/app/build.rs':
        'use std::io::Write;\n\nfn main() {\n    std::io::stderr().write_all(b"caf\\xe9\\n").unwrap();\n    panic!("no schema");\n}\n',
    });
    workspace.write('ws/base/src/lib.rs', new Uint8Array([0x2f, 0x2f, 0xff, 0x0a]));
    const outcomes = await workspace.check(all, { steps: ['check', 'fmt'] });
    expect(findingsOf(outcomes['ws/app'])).toEqual([expect.stringMatching(/rust\/build-script-failed .*101/)]);
    expect(findingsOf(outcomes['ws/base'])).toEqual([expect.stringMatching(/not valid UTF-8|valid UTF-8/)]);
    expect(findingsOf(outcomes['lone'])).toEqual([]);
  });

  it('keeps a feature that one crate does not have from the others', async () => {
    workspace = new Workspace(files);
    const outcomes = await workspace.check(all, { 'ws/app': { features: ['metrics'] }, 'ws/base': {}, lone: {} });
    expect(findingsOf(outcomes['ws/app'])).toEqual([expect.stringMatching(/rust\/feature-unknown .*`metrics`/)]);
    expect(findingsOf(outcomes['ws/base'])).toEqual([]);
  });

  it('checks the others apart when one crate asks for a newer compiler', async () => {
    workspace = new Workspace({ ...files, 'ws/app/Cargo.toml': manifest('app', 'rust-version = "1.9999"\n') });
    expect(await rulesOf()).toEqual({ 'ws/app': ['rust/rust-version'], 'ws/base': [], lone: [] });
  });

  it.runIf(isUnix)('sets aside a crate that lacks an outside tool, and checks the others', async () => {
    workspace = new Workspace({
      ...files,
      'ws/Cargo.toml': '[workspace]\nresolver = "3"\nmembers = ["app", "base", "prost-build"]\n',
      'ws/app/Cargo.toml': manifest('app', '[build-dependencies]\nprost-build = { path = "../prost-build" }\n'),
      'ws/app/build.rs': 'fn main() {\n    prost_build::compile_protos(&["app.proto"], &["."]);\n}\n',
      'ws/prost-build/Cargo.toml': manifest('prost-build').replace('0.1.0', '0.14.1'),
      'ws/prost-build/src/lib.rs': 'pub fn compile_protos(_: &[&str], _: &[&str]) {}\n',
    });
    vi.stubEnv('PROTOC', undefined);
    vi.stubEnv('PATH', onlyCargo(workspace.root));
    expect(await rulesOf()).toEqual({ 'ws/app': ['rust/protoc-missing'], 'ws/base': [], lone: [] });
    const skipped = await workspace.check(['ws/app'], { steps: ['check'], onMissingProtoc: 'skip' });
    expect(findingsOf(skipped['ws/app'])).toEqual([expect.stringMatching(/^warning rust\/protoc-missing /)]);
  });

  it.runIf(isUnix)('says that a toolchain by name needs rustup', async () => {
    workspace = new Workspace(files);
    vi.stubEnv('PATH', onlyCargo(workspace.root));
    const { lone } = await workspace.check(['lone'], { steps: ['check'], toolchain: 'nightly' });
    expect(findingsOf(lone)).toEqual([
      expect.stringMatching(/^error rust\/toolchain-missing lone\/Cargo.toml .*rustup/),
    ]);
  });

  it('refuses arguments that other options stand for', async () => {
    workspace = new Workspace(files);
    expect(await rulesOf({ args: ['--workspace'] })).toEqual({
      'ws/app': ['rust/argument-reserved'],
      'ws/base': ['rust/argument-reserved'],
      lone: ['rust/argument-reserved'],
    });
  });

  it('says that a folder has no manifest', async () => {
    workspace = new Workspace({ 'ws/app/readme.txt': '' });
    const { gone } = await workspace.check(['gone']);
    expect(findingsOf(gone)).toEqual(['error rust/manifest-invalid gone/Cargo.toml There is no `gone/Cargo.toml`.']);
  });
});
