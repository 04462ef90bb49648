import { beforeEach, describe, expect, it } from 'vitest';
import type { Tree } from '@nx/devkit';
import CargoVersionActions, { afterAllProjectsVersioned } from './cargo.js';
import { actionsFor, changedLines, graphOf, treeOf } from './fixtures/testing.js';

const FILES = {
  'Cargo.toml': `# The workspace.
[workspace]
members = ["crates/*"]

[workspace.package]
version = "0.1.0" # shared

[workspace.dependencies]
wire = { version = "^0.1.0", path = "crates/wire" } # ours
serde = "0.1.0"
`,
  'crates/wire/Cargo.toml': '[package]\nname    = "wire"\nversion.workspace = true\n',
  'crates/log/Cargo.toml': '[package]\nname = "log"\nversion = { workspace = true }\n',
  'crates/codec/Cargo.toml': '[package]\nname = "codec"\nversion = \'1.4.0\' # its own\n',
  'crates/router/Cargo.toml': `[package]
name = "router"
version = "1.0.0"

[dependencies]
wire.workspace = true
first = { package = "codec", path = "../codec", version = "1.4.0", optional = true } # renamed
serde.workspace = true

[target.'cfg(unix)'.dev-dependencies]
codec = { version = '=1.4.0', path = '../codec' }

[build-dependencies]
codec.path = "../codec"
codec.version = "1" # loose
log = { path = "../log" } # no version
`,
  'Cargo.lock': ['codec 1.4.0', 'log 0.1.0', 'router 1.0.0', 'serde 0.1.0', 'wire 0.1.0']
    .map((entry) => entry.split(' '))
    .map(([name, version]) => {
      const source = name === 'serde' ? 'source = "registry+https://example.com"\n' : '';
      return `[[package]]\nname = "${name}"\nversion = "${version}"\n${source}`;
    })
    .join('\n'),
};
const GRAPH = graphOf('crates/wire', 'crates/log', 'crates/codec', 'crates/router');

let tree: Tree;
beforeEach(() => {
  tree = treeOf(FILES);
});
const actions = (root: string, settings = {}) => actionsFor(CargoVersionActions, tree, root, settings);
const changes = (file: keyof typeof FILES): string[] => changedLines(FILES[file], tree.read(file, 'utf-8'));

describe('the version of a crate', () => {
  it('is read from its manifest, or from its workspace', async () => {
    const read = async (root: string) => (await actions(root)).readCurrentVersionFromSourceManifest(tree);
    expect(await read('crates/codec')).toEqual({ currentVersion: '1.4.0', manifestPath: 'crates/codec/Cargo.toml' });
    expect(await read('crates/wire')).toEqual({ currentVersion: '0.1.0', manifestPath: 'Cargo.toml' });
  });

  it('is written to its manifest and its lock', async () => {
    await (await actions('crates/codec')).updateProjectVersion(tree, '1.5.0');
    expect(changes('crates/codec/Cargo.toml')).toEqual([
      "-version = '1.4.0' # its own",
      "+version = '1.5.0' # its own",
    ]);
    expect(changes('Cargo.lock')).toEqual(['-version = "1.4.0"', '+version = "1.5.0"']);
  });

  it('is written once for all crates that share it, with the requirements of the workspace', async () => {
    await (await actions('crates/wire')).updateProjectVersion(tree, '0.2.0');
    const log = await (await actions('crates/log')).updateProjectVersion(tree, '0.2.0');
    expect(log).toEqual(['✍️  Version 0.2.0 is already in manifest: Cargo.toml']);
    expect(changes('Cargo.toml')).toEqual([
      '-version = "0.1.0" # shared',
      '+version = "0.2.0" # shared',
      '-wire = { version = "^0.1.0", path = "crates/wire" } # ours',
      '+wire = { version = "^0.2.0", path = "crates/wire" } # ours',
    ]);
    expect(changes('Cargo.lock')).toEqual(Array(2).fill(['-version = "0.1.0"', '+version = "0.2.0"']).flat());
    expect(tree.read('crates/wire/Cargo.toml', 'utf-8')).toBe(FILES['crates/wire/Cargo.toml']);
    await afterAllProjectsVersioned(tree.root, { dryRun: true });
  });

  it('may be set twice in one release, as Nx does for a dependant that is released too', async () => {
    const codec = await actions('crates/codec');
    await codec.updateProjectVersion(tree, '1.4.1');
    await codec.updateProjectVersion(tree, '1.5.0');
    expect(changes('Cargo.lock')).toEqual(['-version = "1.4.0"', '+version = "1.5.0"']);
  });

  it('can not be two for crates that share it', async () => {
    await (await actions('crates/wire')).updateProjectVersion(tree, '0.2.0');
    await (await actions('crates/log')).updateProjectVersion(tree, '0.1.1');
    expect(tree.read('Cargo.toml', 'utf-8')).toContain('version = "0.2.0" # shared');
    await expect(afterAllProjectsVersioned(tree.root, { dryRun: true })).rejects.toThrow(
      'Crates that share the version of [workspace.package] in Cargo.toml were given several: wire 0.2.0, log 0.1.1',
    );
  });

  it('leaves the lock alone when told to', async () => {
    const settings = { versionActionsOptions: { skipLockFileUpdate: true } };
    await (await actions('crates/codec', settings)).updateProjectVersion(tree, '1.5.0');
    expect(changes('Cargo.lock')).toEqual([]);
  });

  it('that is missing is explained', async () => {
    tree.write('crates/codec/Cargo.toml', '[package]\nname = "codec"\n');
    await expect((await actions('crates/codec')).readCurrentVersionFromSourceManifest(tree)).rejects.toThrow(
      'crates/codec/Cargo.toml gives no version for the crate codec',
    );
  });
});

describe('the dependencies of a crate', () => {
  it('are read with their kind, inherited ones too', async () => {
    const router = await actions('crates/router');
    const read = (name: string) => router.readCurrentVersionOfDependency(tree, GRAPH, name);
    expect(await read('codec')).toEqual({ currentVersion: '1.4.0', dependencyCollection: 'dependencies' });
    expect(await read('wire')).toEqual({ currentVersion: '^0.1.0', dependencyCollection: 'dependencies' });
    expect(await read('log')).toEqual({ currentVersion: null, dependencyCollection: null });
  });

  it('follow with their own operators, wherever they stand', async () => {
    const router = await actions('crates/router');
    const log = await router.updateProjectDependencies(tree, GRAPH, { codec: '1.5.0', wire: '^0.2.0', log: '0.2.0' });
    expect(changes('crates/router/Cargo.toml')).toEqual([
      '-first = { package = "codec", path = "../codec", version = "1.4.0", optional = true } # renamed',
      '+first = { package = "codec", path = "../codec", version = "1.5.0", optional = true } # renamed',
      "-codec = { version = '=1.4.0', path = '../codec' }",
      "+codec = { version = '=1.5.0', path = '../codec' }",
    ]);
    expect(log).toEqual(['✍️  Updated 1 dependency in manifest: crates/router/Cargo.toml']);
  });

  it('stay when what they name is not released', async () => {
    const before = FILES['crates/router/Cargo.toml'].replace('version = "1.4.0"', 'version = "1.3.0"');
    tree.write('crates/router/Cargo.toml', before);
    await (await actions('crates/router')).updateProjectDependencies(tree, GRAPH, { codec: '1.4.0' });
    expect(tree.read('crates/router/Cargo.toml', 'utf-8')).toBe(before);
  });

  it('follow even where loose when Nx is told to rewrite them', async () => {
    const router = await actions('crates/router', { preserveMatchingDependencyRanges: false });
    await router.updateProjectDependencies(tree, GRAPH, { codec: '1.5.0' });
    expect(tree.read('crates/router/Cargo.toml', 'utf-8')).toContain('codec.version = "1.5.0" # loose');
  });

  it('that shut the new version out are named', async () => {
    tree.write(
      'crates/router/Cargo.toml',
      FILES['crates/router/Cargo.toml'].replace('version = "1.4.0"', 'version = ">=1, <1.5"'),
    );
    const router = await actions('crates/router');
    await expect(router.updateProjectDependencies(tree, GRAPH, { codec: '1.5.0' })).rejects.toThrow(
      'codec in crates/router/Cargo.toml: The range ">=1, <1.5" shuts out the new version 1.5.0',
    );
  });
});
