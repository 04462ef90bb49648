import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingBuildTools } from './missing.js';
import { probeBuildTools } from './probe.js';
import type { BuildToolFacts } from './types.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'hone-probe-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const full = path.join(root, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

/** A program in `bin`, which is all that PATH holds. */
function program(name: string, script: string): void {
  chmodSync(write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
}

function crate(name: string, version: string, body: string): BuildToolFacts {
  const buildScript = `fn main() {\n${body}\n}\n`;
  const one = {
    name: 'app',
    version: '0.1.0',
    chain: ['app'],
    features: [],
    buildDependencies: [{ name, version }],
    buildScript,
  };
  return { crate: 'app', file: 'app/Cargo.toml', packages: [one] };
}

const protoc = crate('prost-build', '0.14.4', 'prost_build::compile_protos(&["a.proto"], &["."]).unwrap();');
const alsa = crate('pkg-config', '0.3.32', 'pkg_config::probe_library("alsa").unwrap();');

async function missing(facts: BuildToolFacts, env: NodeJS.ProcessEnv = {}, cwd = root): Promise<string[]> {
  const whole = { PATH: path.join(root, 'bin'), CARGO_HOME: path.join(root, 'home'), ...env };
  const environment = await probeBuildTools([facts], { workspaceRoot: root, cwd, env: whole });
  return missingBuildTools(facts, environment).map(({ tool }) => tool);
}

describe('protoc', () => {
  it('is missing, until a variable names it', async () => {
    expect(await missing(protoc)).toEqual(['protoc']);
    expect(await missing(protoc, { PROTOC: '/opt/protoc' })).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is found on PATH', async () => {
    program('protoc', 'exit 0');
    expect(await missing(protoc)).toEqual([]);
  });

  it.each(['PROTOC = "/opt/protoc"', 'PROTOC = { value = "tools/protoc", relative = true }'])(
    "is named by cargo's configuration: %s",
    async (line) => {
      write('rust/.cargo/config.toml', `[env]\n${line}\n`);
      expect(await missing(protoc, {}, path.join(root, 'rust'))).toEqual([]);
      expect(await missing(protoc, {}, path.join(root, 'other'))).toEqual(['protoc']);
    },
  );

  it("is named by the configuration in cargo's home", async () => {
    write('home/config.toml', '[env]\nPROTOC = "/opt/protoc"\n');
    expect(await missing(protoc)).toEqual([]);
  });

  it('is missing where the configuration can not be read', async () => {
    write('.cargo/config.toml', '[env\n');
    expect(await missing(protoc)).toEqual(['protoc']);
  });
});

describe.skipIf(process.platform === 'win32')('a library of pkg-config', () => {
  it('is not asked for where pkg-config is missing', async () => {
    expect(await missing(alsa)).toEqual(['pkg-config']);
  });

  it('is missing where pkg-config does not know it', async () => {
    program('pkg-config', 'exit 1');
    expect(await missing(alsa)).toEqual(['system-library']);
  });

  it('is there where it does, and where its answer can not be read', async () => {
    program('pkg-config', '[ "$1 $2" = "--exists alsa" ]');
    expect(await missing(alsa)).toEqual([]);
    program('pkg-config', 'exit 127');
    expect(await missing(alsa)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('libclang', () => {
  const bindgen = crate('bindgen', '0.72.1', 'bindgen::Builder::default().generate().unwrap();');

  it('is found in the folders that clang-sys searches', async () => {
    const folder = path.dirname(write('clang/libclang-18.so.1', ''));
    expect(await missing(bindgen, { LD_LIBRARY_PATH: folder })).toEqual([]);
    expect(await missing(bindgen, { LIBCLANG_PATH: '/opt/llvm' })).toEqual([]);
    program('llvm-config', `echo ${path.join(root, 'llvm')}`);
    write('llvm/lib/libclang.so', '');
    expect(await missing(bindgen)).toEqual([]);
  });
});

it('asks for nothing that no crate needs', async () => {
  const { present } = await probeBuildTools([{ ...protoc, packages: [] }], { workspaceRoot: root });
  expect([...present]).toEqual([]);
});
