import { describe, expect, it } from 'vitest';
import { assembleCargoProjects, localFolder, parseCargoManifest } from './index.js';
import type { CargoProjects } from './types.js';

/** Assembles manifests by folder; `files` are others on the disk. */
function assemble(manifests: Record<string, string>, files: string[] = []): CargoProjects {
  const paths = Object.keys(manifests).map((folder) => (folder === '.' ? 'Cargo.toml' : `${folder}/Cargo.toml`));
  const all = [...paths, ...files];
  const parsed = Object.values(manifests).map((text, i) => parseCargoManifest(text, paths[i]!));
  return assembleCargoProjects(parsed, {
    names(folder) {
      const below = folder === '.' ? all : all.filter((file) => file.startsWith(`${folder}/`));
      const start = folder === '.' ? 0 : folder.length + 1;
      return [...new Set(below.map((file) => file.slice(start).split('/')[0]!))];
    },
  });
}

const crate = (name: string, rest = ''): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}\n[lib]\npath = "lib.rs"\n`;

const members = ({ workspaces }: CargoProjects): Record<string, string[]> =>
  Object.fromEntries(workspaces.map((workspace) => [workspace.root, workspace.members]));

describe('members', () => {
  it('has the root package, and follows path dependencies of every kind and target', () => {
    const found = assemble({
      '.': `[workspace]\n${crate('root', '[dev-dependencies]\na = { path = "a" }')}`,
      a: crate('a', '[target.wasm32-unknown-unknown.build-dependencies]\nb = { path = "../b" }'),
      b: crate('b'),
    });
    expect(members(found)).toEqual({ '.': ['.', 'a', 'b'] });
    expect(found.workspaces[0]?.defaultMembers).toEqual(['.']);
  });

  it('takes a crate outside of the folder only when that names the workspace', () => {
    const found = assemble({
      ws: '[workspace]\nmembers = ["a"]\n',
      'ws/a': crate('a', '[dependencies]\nfriend = { path = "../../friend" }\nother = { path = "../../other" }'),
      friend: crate('friend', '').replace('[lib]', 'workspace = "../ws"\n[lib]'),
      other: crate('other'),
    });
    expect(members(found)).toEqual({ ws: ['friend', 'ws/a'], other: ['other'] });
  });

  it('excludes folders, but not below a path that `members` spells out', () => {
    const found = assemble({
      '.': '[workspace]\nmembers = ["old/kept", "new/*"]\nexclude = ["old", "new/b"]\n',
      'old/kept': crate('kept'),
      'old/gone': crate('gone'),
      'new/a': crate('a'),
      'new/b': crate('b'),
    });
    expect(members(found)).toEqual({ '.': ['new/a', 'old/kept'], 'new/b': ['new/b'], 'old/gone': ['old/gone'] });
  });

  it.each([
    ['crates/*', ['crates/.dot', 'crates/a', 'crates/b2']],
    ['crates/**', ['crates/.dot', 'crates/a', 'crates/b2', 'crates/deep/c']],
    ['crates/?[0-9]', ['crates/b2']],
    ['crates/[!a]*', ['crates/.dot', 'crates/b2']],
    ['./crates/../crates/a', ['crates/a']],
    ['*/deep/*', ['crates/deep/c']],
  ])('understands %s', (pattern, expected) => {
    const folders = ['crates/a', 'crates/b2', 'crates/.dot', 'crates/deep/c'];
    const manifests = Object.fromEntries(folders.map((folder, i) => [folder, crate(`c${i}`)]));
    expect(members(assemble({ '.': `[workspace]\nmembers = ["${pattern}"]\n`, ...manifests }))['.']).toEqual(expected);
  });

  it('reports members that are not there, that another workspace has, and that share a name', () => {
    const { problems } = assemble({
      '.': '[workspace]\nmembers = [\n  "gone",\n  "none/*",\n  "nested",\n  "a",\n  "b",\n]\ndefault-members = ["c"]\n',
      nested: '[workspace]\n',
      a: crate('twin'),
      b: crate('twin'),
      c: crate('c'),
    });
    expect(problems.map(({ file, line, message }) => `${file}:${line ?? ''} ${message}`)).toEqual([
      'Cargo.toml: The workspace member `nested` belongs to another Cargo workspace, in `nested`',
      'Cargo.toml:3 `gone` of `members` has no Cargo.toml',
      'Cargo.toml:4 `none/*` of `members` has no Cargo.toml',
      'Cargo.toml:9 `c` is one of the `default-members`, but no member of the workspace',
      'b/Cargo.toml:2 Two crates of one Cargo workspace are named `twin`: this one and a/Cargo.toml',
    ]);
  });
});

it('reports what cargo would refuse: folders that a glob matches, and path dependencies that lead to nothing', () => {
  const { problems } = assemble(
    {
      '.': '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/docs"]\n',
      'crates/a': crate('a', '[dependencies]\ngone = { path = "../gone" }\nb = { path = "../other" }'),
      'crates/other': crate('other'),
    },
    ['crates/left/target/x', 'crates/docs/index.md', 'crates/README.md'],
  );
  expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    'Cargo.toml:2 `crates/*` matches the folder `crates/left`, which has no Cargo.toml',
    'crates/a/Cargo.toml:6 The dependency `gone` leads to `crates/gone`, which has no Cargo.toml',
    'crates/a/Cargo.toml:7 The dependency `b` leads to `crates/other`, but the crate there is named `other`',
  ]);
});

describe('resolver', () => {
  it.each([
    ['[workspace]\n', '1'],
    ['[workspace]\nresolver = "3"\n', '3'],
    ['[workspace]\n[package]\nname = "a"\nedition = "2018"\n', '1'],
    ['[package]\nname = "a"\nedition = "2021"\n', '2'],
    ['[package]\nname = "a"\nedition = "2024"\n', '3'],
    ['[package]\nname = "a"\nedition = "2024"\nresolver = "1"\n', '1'],
    ['[workspace.package]\nedition = "2024"\n[package]\nname = "a"\nedition.workspace = true\n', '3'],
  ])('of %j is %s', (text, resolver) => {
    expect(assemble({ '.': text }).workspaces[0]?.resolver).toBe(resolver);
  });
});

describe('inheritance', () => {
  const root = (entry: string): string => `[workspace]\nmembers = ["a"]\n[workspace.dependencies]\nx = ${entry}\n`;
  const dependency = (workspaceEntry: string, own: string): unknown =>
    assemble({ '.': root(workspaceEntry), a: crate('a', `[dependencies]\nx = ${own}`) }).crates[0]?.dependencies[0]
      ?.defaultFeatures;

  it.each([
    ['"1"', '{ workspace = true }', true],
    ['"1"', '{ workspace = true, default-features = false }', true],
    ['{ version = "1", default-features = false }', '{ workspace = true }', false],
    ['{ version = "1", default-features = false }', '{ workspace = true, default-features = true }', true],
  ])('of the default features of %s by %s', (workspaceEntry, own, expected) => {
    expect(dependency(workspaceEntry, own)).toBe(expected);
  });

  it('reports what the workspace does not have', () => {
    const { problems, crates } = assemble({
      '.': '[workspace]\nmembers = ["a"]\n',
      a: '[package]\nname = "a"\nversion.workspace = true\n[lib]\npath = "l.rs"\n[dependencies]\nx.workspace = true\n',
    });
    expect(crates[0]?.dependencies).toEqual([]);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 `package.version` is inherited, but Cargo.toml has no `workspace.package.version`',
      '7 `dependencies.x` is inherited, but Cargo.toml has no `workspace.dependencies.x`',
    ]);
  });
});

describe('targets', () => {
  const targets = (text: string, files: string[]): string[] =>
    assemble({ a: `[package]\nname = "a-b"\n${text}` }, files).crates[0]!.targets.map(
      ({ kind, name, path }) => `${kind} ${name} ${path}`,
    );

  it('switches discovery off', () => {
    const off = 'edition = "2021"\nautobins = false\nautolib = false\nautotests = false\n';
    expect(targets(off, ['a/src/lib.rs', 'a/src/main.rs', 'a/tests/t.rs'])).toEqual([]);
    expect(targets(`${off}[[bin]]\nname = "x"\n`, ['a/src/bin/x.rs', 'a/src/bin/y.rs'])).toEqual([
      'bin x a/src/bin/x.rs',
    ]);
  });

  it('finds no others beside declared ones in edition 2015', () => {
    const files = ['a/src/bin/x.rs', 'a/src/bin/y.rs'];
    expect(targets('[[bin]]\nname = "x"\n', files)).toEqual(['bin x a/src/bin/x.rs']);
    expect(targets('edition = "2018"\n[[bin]]\nname = "x"\n', files)).toHaveLength(2);
  });

  it('reports a target whose source is nowhere', () => {
    const { problems } = assemble({ a: '[package]\nname = "a"\nedition = "2021"\n[[test]]\nname = "t"\n' });
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 The crate `a` has nothing to build',
      '4 The source of the test target `t` is not at `tests/t.rs`',
    ]);
  });
});

it('finds the folder that a patch puts in the place of a registry', () => {
  const { crates, workspaces } = assemble({
    '.': `[workspace]\n[patch.crates-io]\nx = { path = "x" }\n[patch."https://example.com/y"]\ny = { path = "y" }\n`,
    a: crate('a', '[dependencies]\nx = "1"\ny = "1"\nz = { package = "y", git = "https://example.com/y.git" }'),
  });
  const root = workspaces.find((workspace) => workspace.root === '.')!;
  expect(crates[0]?.dependencies.map((dependency) => localFolder(dependency, root))).toEqual(['x', undefined, 'y']);
});

it('lists entries of [workspace.dependencies] that nobody inherits, unless a manifest can not be read', () => {
  const root =
    '[workspace]\nmembers = ["a"]\n[workspace.dependencies]\nlog = "1"\nold = { package = "older", version = "1" }\n';
  const member = crate('a', '[target."cfg(unix)".dev-dependencies]\nlog.workspace = true');
  expect(assemble({ '.': root, a: member }).workspaces[0]?.idleDependencies).toEqual([
    { alias: 'old', name: 'older', line: 5 },
  ]);
  expect(assemble({ '.': root, a: `${member}\n[` }).workspaces[0]?.idleDependencies).toBeUndefined();
});
