import { describe, expect, it } from 'vitest';
import { parseCargoManifest } from './parse-manifest.js';

const parse = (text: string): ReturnType<typeof parseCargoManifest> => parseCargoManifest(text, 'a/Cargo.toml');

describe('dependencies', () => {
  it('reads every way of writing one, with its line', () => {
    const { dependencies } = parse(`[package]
name = "a"
[dependencies]
plain = "1"
table = { version = "2", default_features = false, features = ["x"] }
dotted.workspace = true
[dependencies.long]
package = "real"
git = "https://example.com/real"
[target.'cfg(target_os = "linux")'.build-dependencies]
local = { path = '..\\local', optional = true }
[target.x86_64-unknown-linux-gnu.dev_dependencies]
"quoted" = { registry = "mine", version = "3" }
`);
    expect(dependencies).toEqual([
      { alias: 'plain', kind: 'normal', requirement: '1', line: 4 },
      { alias: 'table', kind: 'normal', requirement: '2', defaultFeatures: false, features: ['x'], line: 5 },
      { alias: 'dotted', kind: 'normal', inherited: true, line: 6 },
      { alias: 'long', kind: 'normal', name: 'real', git: 'https://example.com/real', line: 7 },
      {
        alias: 'local',
        kind: 'build',
        target: 'cfg(target_os = "linux")',
        path: '..\\local',
        optional: true,
        line: 11,
      },
      {
        alias: 'quoted',
        kind: 'dev',
        target: 'x86_64-unknown-linux-gnu',
        registry: 'mine',
        requirement: '3',
        line: 13,
      },
    ]);
  });

  it('takes the newer of two spellings', () => {
    const { dependencies } = parse('[dev-dependencies]\nnew = "1"\n[dev_dependencies]\nold = "1"\n');
    expect(dependencies.map(({ alias }) => alias)).toEqual(['new']);
  });

  it('reports an entry that is no dependency, and goes on', () => {
    const { dependencies, problems } = parse('[dependencies]\nbad = 1\ngood = "1"\n');
    expect(dependencies.map(({ alias }) => alias)).toEqual(['good']);
    expect(problems).toEqual([
      {
        file: 'a/Cargo.toml',
        line: 2,
        message: 'The dependency `bad` in `[dependencies]` is neither a version nor a table',
        hint: 'Write it like `bad = "1.0"` or `bad = { path = "../bad" }`.',
      },
    ]);
  });
});

it('reads patches and replacements that have a path', () => {
  const { patches } = parse(`[patch.crates-io]
one = { path = "one" }
two = { package = "real", path = "two" }
far = { git = "https://example.com/far" }
[patch."https://example.com/three"]
three = { path = "three" }
[replace]
"four:0.1.0" = { path = "four" }
"https://example.com/x#five@0.2.0" = { path = "five" }
`);
  expect(patches).toEqual([
    { name: 'one', path: 'one', source: 'crates-io', line: 2 },
    { name: 'real', path: 'two', source: 'crates-io', line: 3 },
    { name: 'three', path: 'three', source: 'https://example.com/three', line: 6 },
    { name: 'four', path: 'four', line: 8 },
    { name: 'five', path: 'five', line: 9 },
  ]);
});

it('keeps apart what is inherited and what is written', () => {
  const { package: pack } = parse(
    '[project]\nname = "a"\nversion.workspace = true\nedition = "2018"\npublish = ["mine"]\nautobins = false\n',
  );
  expect(pack).toEqual({
    name: 'a',
    version: { workspace: true },
    edition: '2018',
    publish: ['mine'],
    auto: { bin: false },
    line: 2,
  });
});

it('gives each member its own line', () => {
  const { workspace } = parse('[workspace]\nmembers = [\n  "one",\n  "two/*",\n]\n');
  expect(workspace?.members).toEqual([
    { pattern: 'one', line: 3 },
    { pattern: 'two/*', line: 4 },
  ]);
});

it('reads what it can of a broken manifest, and says where it breaks', () => {
  const manifest = parse('[package]\nname = "a"\n\n[dependencies]\nb = { path = ?\n\n[dev-dependencies]\nc = "1"\n');
  expect(manifest.package?.name).toBe('a');
  expect(manifest.dependencies.map(({ alias }) => alias)).toEqual(['c']);
  expect(manifest.problems).toMatchObject([{ file: 'a/Cargo.toml', line: 5 }]);
});

it('reports a package without a name', () => {
  expect(parse('[package]\nversion = "1.0.0"\n').problems).toMatchObject([
    { line: 1, message: 'The package has no name' },
  ]);
});

it('gives what JSON can hold', () => {
  const manifest = parse('[package]\nname = "a"\nversion = "1.0.0"\n[features]\nx = []\n[[bin]]\nname = "b"\n');
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
});
