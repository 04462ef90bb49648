import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { hasCargo, type WrittenTree, writeTree } from '../shared/fixtures/written-tree.js';
import protocVendored from './protoc-vendored.js';

const canRun = hasCargo && process.platform !== 'win32';
if (!canRun) console.warn('SKIPPED a build without protoc: cargo is missing: install Rust from https://rustup.rs');

let written: WrittenTree | undefined;
afterEach(() => written?.remove());

const files: Record<string, string> = {
  'Cargo.toml': `[package]
name = "router"
version = "0.1.0"
edition = "2024"

[dependencies]
prost = "0.14"

[build-dependencies]
# The service's messages.
tonic-prost-build = "0.14"

[lints.rust]
unsafe_code = "warn"
`,
  'proto/route.proto':
    'syntax = "proto3";\npackage route;\nimport "google/protobuf/empty.proto";\nmessage Route { string to = 1; google.protobuf.Empty none = 2; }\nservice Routes { rpc Get (Route) returns (Route); }\n',
  'build.rs': `fn main() -> std::io::Result<()> {
    tonic_prost_build::configure()
        .build_client(false)
        .build_server(false)
        .compile_protos(&["proto/route.proto"], &["proto"])
}
`,
  'src/lib.rs': `//! Routes.

#[allow(missing_docs)]
pub mod route {
    include!(concat!(env!("OUT_DIR"), "/route.rs"));
}

#[test]
fn has_the_message() {
    assert_eq!(route::Route::default().to, "");
}
`,
};

/** A folder for the front of PATH with a protoc that fails: what finds it has not brought its own. */
function brokenProtoc(folder: string): string {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'protoc'), '#!/bin/sh\necho "this protoc must not be called" >&2\nexit 1\n');
  chmodSync(path.join(bin, 'protoc'), 0o755);
  return bin;
}

describe.skipIf(!canRun)('a tonic crate', () => {
  it('builds with no usable protoc on PATH', { timeout: 300_000 }, async (test) => {
    const tree = createTreeWithEmptyWorkspace();
    for (const [file, text] of Object.entries(files)) tree.write(file, text);
    written = writeTree(tree);
    const { folder } = written;
    if (spawnSync('cargo', ['fetch'], { cwd: folder }).status !== 0) {
      console.warn('SKIPPED a build without protoc: crates.io can not be reached');
      test.skip();
    }
    const env = { PATH: `${brokenProtoc(folder)}${path.delimiter}${process.env.PATH ?? ''}`, PROTOC: undefined };
    expect(() => written!.cargo(['clippy', '--all-targets'], env)).toThrow(/this protoc must not be called/);

    await protocVendored(tree, { project: 'router' });
    for (const { path: file, content } of tree.listChanges()) writeFileSync(path.join(folder, file), content ?? '');
    rmSync(path.join(folder, 'Cargo.lock'));
    written.cargo(['clippy', '--all-targets', '--', '-D', 'warnings'], env);
    written.cargo(['fmt', '--check'], env);
    expect(written.cargo(['test'], env)).toMatch(/has_the_message \.\.\. ok/);
  });
});
