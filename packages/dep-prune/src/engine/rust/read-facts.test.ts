import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import { afterAll, expect, it } from 'vitest';
import { judge } from '../judge/judge.js';
import type { ProjectRequest } from '../types.js';
import { readRustFacts } from './read-facts.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Judges the crate in `app` of a workspace with these files; a manifest begins behind its name and edition. */
function kinds(
  manifest: string,
  files: Record<string, string>,
  options: ProjectRequest['options'] = {},
): Record<string, string> {
  const workspaceRoot = mkdtempSync(path.join(os.tmpdir(), 'hone-rust-'));
  folders.push(workspaceRoot);
  const all = {
    'Cargo.toml': '[workspace]\nmembers = ["*"]\n',
    'app/Cargo.toml': `[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n${manifest}`,
    'app/src/lib.rs': '',
    ...files,
  };
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(path.join(workspaceRoot, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(workspaceRoot, file), content);
  }
  const project = { name: 'app', root: 'app' };
  const walker = createWalker(workspaceRoot);
  const facts = readRustFacts({ workspaceRoot, project, nestedRoots: [], closure: [], options, walker });
  const verdicts = facts ? judge(facts, { keep: [] }) : [];
  return Object.fromEntries(
    verdicts.map(({ name, kind, evidence }) => [name, `${kind} ${evidence[0]?.kind ?? ''}`.trim()]),
  );
}

const lock = (text: string): Record<string, string> => ({
  'Cargo.lock': `version = 4\n[[package]]\nname = "app"\nversion = "1.0.0"\ndependencies = ["a", "other"]\n${text}`,
});
const shared = lock(
  '[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+x"\n[[package]]\nname = "other"\nversion = "1.0.0"\nsource = "registry+x"\ndependencies = ["a"]\n',
);

it('knows libraries by other names: renamed, from the table, of the workspace', () => {
  const manifest =
    '[dependencies]\nmd-5 = "1"\nrand_old = { package = "rand", version = "1" }\nlocal = { path = "../local" }\nleft = "1"\n';
  expect(
    kinds(manifest, {
      'app/src/lib.rs': 'use md5::Md5;\nuse rand_old as r;\npub use ::other_name;',
      'local/Cargo.toml': '[package]\nname = "local"\nversion = "1.0.0"\n[lib]\nname = "other_name"\n',
      'local/src/lib.rs': '',
    }),
  ).toEqual({ left: 'unused', local: 'used import', 'md-5': 'used import', rand_old: 'used import' });
});

it('takes features for others as a doubt, and features that nobody shares as nothing', () => {
  const manifest = '[dependencies]\na = { version = "1", features = ["x"] }\nother = "1"\n';
  expect(kinds(manifest, { 'app/src/lib.rs': 'use other::A;', ...shared })).toMatchObject({ a: 'unknown' });
  expect(
    kinds(manifest.replace('"1", features = ["x"]', '"1"'), { 'app/src/lib.rs': 'use other::A;', ...shared }),
  ).toMatchObject({ a: 'unused' });
});

it('keeps the interface of a library: an optional dependency is a feature', () => {
  const manifest =
    '[features]\nfull = ["dep:b"]\n[dependencies]\na = { version = "1", optional = true }\nb = { version = "1", optional = true }\nc = { version = "1", optional = true }\n';
  expect(kinds(manifest, { 'app/src/lib.rs': '#[cfg(feature = "c")] mod c {}' })).toEqual({
    a: 'unknown',
    b: 'unused',
    c: 'used feature',
  });
});

it('finds what is needed without a name', () => {
  const manifest =
    '[dependencies]\nstrum = "1"\nstrum_macros = "1"\nz-sys = "1"\nmine = { path = "../mine" }\nhelper = "1"\n' +
    '[dev-dependencies]\napp = { path = "." }\n[target."cfg(any())".dependencies]\nbound = "1"\n[build-dependencies]\ntoml = "1"\nbare = "1"\n';
  expect(
    kinds(manifest, {
      'app/src/lib.rs':
        'use mine::m;\n#[derive(strum_macros::EnumIter)] enum A {}\n#[cfg(test)] mod t { use strum::IntoEnumIterator; }',
      'app/build.rs': 'mod build_it;\nfn main() {}',
      'app/build_it.rs': 'fn f() { toml::from_str(""); }',
      'mine/Cargo.toml': '[package]\nname = "mine"\nversion = "1.0.0"\n[lib]\nproc-macro = true\n',
      'mine/src/lib.rs': 'fn m() { quote! { ::helper::call() } }',
    }),
  ).toEqual({
    app: 'used feature',
    bare: 'unused',
    bound: 'keep',
    helper: 'used build',
    mine: 'used import',
    strum: 'used build',
    strum_macros: 'used import',
    toml: 'used import',
    'z-sys': 'used build',
  });
});

it('reads doc tests of included Markdown, and moves what only tests use unless nothing else is there', () => {
  const manifest = '[dependencies]\na = "1"\nb = "1"\n[dev-dependencies]\nd = "1"\n';
  const files = { 'app/docs/x.md': '```\nd::e();\n```\n', 'app/tests/t.rs': 'use a::A;' };
  expect(kinds(manifest, { ...files, 'app/src/lib.rs': '#![doc = include_str!("../docs/x.md")]\nuse b::B;' })).toEqual({
    a: 'dev-only import',
    b: 'used import',
    d: 'used import',
  });
  const empty = { ...files, 'app/src/lib.rs': '#![doc = include_str!("../docs/x.md")]' };
  expect(kinds(manifest, empty)).toMatchObject({ a: 'dev-only import' });
  expect(kinds(`publish = false\n${manifest}`, empty)).toMatchObject({
    a: 'used import',
  });
});

it('knows what links, and what written code uses in tests', () => {
  const manifest =
    '[dependencies]\nnative = { path = "../native" }\n[dev-dependencies]\ntonic-prost = "1"\nbare = "1"\n' +
    '[build-dependencies]\ntonic-prost-build = "1"\n';
  expect(
    kinds(manifest, {
      'app/build.rs': 'fn main() { tonic_prost_build::compile_protos("x.proto"); }',
      'native/Cargo.toml': '[package]\nname = "native"\nversion = "1.0.0"\nlinks = "z"\nbuild = "build.rs"\n',
      'native/build.rs': 'fn main() {}',
      'native/src/lib.rs': '',
    }),
  ).toEqual({
    bare: 'unused',
    native: 'used build',
    'tonic-prost': 'used build',
    'tonic-prost-build': 'used import',
  });
});

it('leaves what cargo-hakari writes', () => {
  const section = '### BEGIN HAKARI SECTION\n[dependencies]\nb = "1"\n### END HAKARI SECTION\n';
  expect(kinds(`[build-dependencies]\na = "1"\n${section}`, {})).toEqual({ a: 'unused', b: 'keep comment' });
});

it('heeds markers and comments', () => {
  const manifest =
    '[dependencies]\na = "1" # pinned: 2.0 does not build\nb = "1"\n[package.metadata.cargo-shear]\nignored = ["b"]\n';
  expect(kinds(manifest, {})).toEqual({ a: 'keep comment', b: 'keep comment' });
});

it('takes a heading for no reason', () => {
  expect(kinds('[dependencies]\n# Optional features\na = "1"\nb = "1" # macros\n', {})).toEqual({
    a: 'unused',
    b: 'unused',
  });
});

it('says nothing of what it can not see', () => {
  const generated = 'include!(concat!(env!("OUT_DIR"), "/x.rs"));';
  expect(kinds('[dependencies]\na = "1"\n', { 'app/src/lib.rs': generated })).toEqual({ a: 'unknown' });
  expect(kinds('[dependencies]\na = "1"\n', { 'app/src/lib.rs': '/// See [x](a::B).\nfn f() {}' })).toEqual({
    a: 'unknown',
  });
  const cases = 'fn t() { trybuild::TestCases::new().pass("../cases/*.rs"); }';
  expect(kinds('[dev-dependencies]\na = "1"\ntrybuild = "1"\n', { 'app/tests/t.rs': cases })).toMatchObject({
    a: 'unknown',
  });
});

it('judges entries of the workspace that no member inherits, where it is told of them', () => {
  const root =
    '[workspace]\nmembers = ["*"]\n[workspace.dependencies]\na = "1"\nb = "1"\nc = "1" # pinned because 2 does not build\n';
  const files = { 'Cargo.toml': root, 'app/src/lib.rs': 'use a::A;' };
  const manifest = '[dependencies]\na.workspace = true\n';
  expect(kinds(manifest, files)).toEqual({ a: 'used import' });
  expect(kinds(manifest, files, { workspaceDependencies: ['a', 'b', 'c'] })).toEqual({
    a: 'used import',
    b: 'unused',
    c: 'keep comment',
  });
});
