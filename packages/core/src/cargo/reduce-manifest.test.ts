import { expect, it } from 'vitest';
import { reduceRootManifest, type ReducedWorkspace, withoutDevDependencies } from './index.js';

const reduced: ReducedWorkspace = {
  workspace: { root: '.', file: 'Cargo.toml', resolver: '2', defaultMembers: ['.'] },
  members: ['crates/app'],
  wanted: ['crates/app'],
  folders: ['crates/app'],
  inherited: new Set(['serde']),
  packages: [{ name: 'serde', version: '1.0.0', source: 'registry+x', dependencies: [] }],
};

const ROOT = `cargo-features = ["codegen-backend"]

# The main program.
[package]
name = "root"
version = "1.0.0"
edition = "2021"

[[bin]]
name = "root"

[dependencies]
clap = "4"

[workspace]
members = [
  "crates/*", # all
]
default-members = ["."]

[workspace.dependencies]
serde = { version = "1", features = ["derive"] } # data
# Only the root uses it.
clap = "4"

[patch.crates-io]
clap = { git = "https://example.com/clap" }

[profile.release.package]
clap.opt-level = 3
serde.opt-level = 2

[profile.dev]
debug = 1
`;

it('makes a virtual manifest of a root package that is not there, with its resolver', () => {
  expect(reduceRootManifest(ROOT, reduced)).toBe(`cargo-features = ["codegen-backend"]

[workspace]
members = ["crates/app"]
default-members = ["crates/app"]
resolver = "2"

[workspace.dependencies]
serde = { version = "1", features = ["derive"] } # data

[profile.release.package]
serde.opt-level = 2

[profile.dev]
debug = 1
`);
});

it('keeps the same bytes when something else is added to the workspace', () => {
  const more = ROOT.replace('clap = "4"\n\n[patch', 'clap = "4"\n# New.\nrand = "0.9"\n\n[patch').replace(
    '"crates/*", # all',
    '"crates/*",\n  "tools/*",',
  );
  expect(more).not.toBe(ROOT);
  expect(reduceRootManifest(more, reduced)).toBe(reduceRootManifest(ROOT, reduced));
});

it('keeps the root package where it is needed', () => {
  const text = reduceRootManifest(ROOT, { ...reduced, members: ['.', 'crates/app'] });
  expect(text).toContain('[package]\nname = "root"');
  expect(text).toContain('members = ["crates/app"]\ndefault-members = ["."]');
});

it('takes development dependencies out of a member, unless a feature speaks of one', () => {
  const member =
    '[package]\nname = "m"\n[dependencies]\na = "1"\n[target.\'cfg(unix)\'.dev-dependencies]\nb = "1"\n[dev-dependencies]\nc = "1"\n';
  expect(withoutDevDependencies(member, 'm/Cargo.toml')).toBe('[package]\nname = "m"\n[dependencies]\na = "1"\n');
  expect(withoutDevDependencies(`${member}[features]\nx = ["c/y"]\n`, 'm/Cargo.toml')).toBeUndefined();
});
