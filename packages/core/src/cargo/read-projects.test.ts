import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCargoProjects } from './index.js';
import type { CargoProjects } from './types.js';

const workspaceRoot = fileURLToPath(new URL('fixtures/workspace', import.meta.url));
const files = [
  'Cargo.toml',
  'crates/core/Cargo.toml',
  'crates/derive/Cargo.toml',
  'crates/outcast/Cargo.toml',
  'hidden/helper/Cargo.toml',
  'nested/Cargo.toml',
  'nested/inner/Cargo.toml',
  'stray/Cargo.toml',
  'tools/cli/Cargo.toml',
];
const projects = readCargoProjects(workspaceRoot, files);
const crate = (root: string): CargoProjects['crates'][number] => projects.crates.find((entry) => entry.root === root)!;

describe('a virtual workspace with a nested one, an excluded crate and one that is not listed', () => {
  it('finds members by globs and by path dependencies', () => {
    expect(projects.workspaces).toEqual([
      {
        root: '.',
        file: 'Cargo.toml',
        lock: 'Cargo.lock',
        resolver: '2',
        members: ['crates/core', 'crates/derive', 'hidden/helper', 'tools/cli'],
        defaultMembers: ['tools/cli'],
        patches: [],
      },
      expect.objectContaining({ root: 'crates/outcast', members: ['crates/outcast'], resolver: '3' }),
      expect.objectContaining({ root: 'nested', members: ['nested/inner'], resolver: '1' }),
      expect.objectContaining({ root: 'stray', members: ['stray'], resolver: '2' }),
    ]);
    expect(projects.problems).toEqual([]);
  });

  it('says which crate lies in a workspace that does not list it', () => {
    expect(projects.crates.filter(({ stray }) => stray !== undefined).map(({ root, stray }) => [root, stray])).toEqual([
      ['stray', '.'],
    ]);
  });

  it('fills in what is inherited', () => {
    expect(crate('crates/core').package).toEqual({
      name: 'acme-core',
      version: '1.2.3',
      versionFrom: 'workspace',
      edition: '2021',
      publish: false,
    });
    expect(crate('crates/core').dependencies).toEqual([
      {
        alias: 'helper',
        name: 'acme-helper',
        kind: 'normal',
        target: 'cfg(unix)',
        optional: false,
        features: [],
        defaultFeatures: true,
        path: 'hidden/helper',
        inherited: true,
        line: 13,
      },
    ]);
    expect(crate('tools/cli').dependencies[0]).toMatchObject({
      path: 'crates/core',
      features: ['std', 'extra'],
      defaultFeatures: true,
    });
  });

  it('finds targets at their usual places', () => {
    expect(crate('tools/cli').targets.map(({ kind, name, path: file }) => `${kind} ${name} ${file}`)).toEqual([
      'bin acme-cli tools/cli/src/main.rs',
      'bin renamed tools/cli/src/other.rs',
      'bin several tools/cli/src/bin/several/main.rs',
      'bin single tools/cli/src/bin/single.rs',
      'example show tools/cli/examples/show.rs',
      'test works tools/cli/tests/works.rs',
      'bench speed tools/cli/benches/speed.rs',
    ]);
    expect(crate('tools/cli').package.build).toBe('build.rs');
    expect(crate('crates/derive').targets).toEqual([
      { kind: 'lib', name: 'acme_derive', path: 'crates/derive/src/lib.rs', procMacro: true },
    ]);
  });
});

const hasCargo = spawnSync('cargo', ['--version']).status === 0;
if (!hasCargo) console.warn('SKIPPED read-projects: cargo is missing: answers are not compared with it');

interface Metadata {
  packages: {
    manifest_path: string;
    version: string;
    targets: { kind: string[]; name: string }[];
    dependencies: { name: string; rename: string | null; kind: string | null; path: string; features: string[] }[];
  }[];
}

it.skipIf(!hasCargo)('agrees with cargo', () => {
  const args = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
  const run = spawnSync('cargo', args, { cwd: workspaceRoot, encoding: 'utf8' });
  const { packages } = JSON.parse(run.stdout) as Metadata;
  const relative = (folder: string): string => path.relative(workspaceRoot, folder).replaceAll('\\', '/');
  const theirs = packages.map((entry) => ({
    root: relative(path.dirname(entry.manifest_path)),
    version: entry.version,
    targets: entry.targets.map(({ kind, name }) => `${kind[0]} ${name}`),
    dependencies: entry.dependencies.map((to) => [to.kind, to.rename ?? to.name, relative(to.path), ...to.features]),
  }));
  const members = projects.workspaces[0]!.members.map(crate);
  const ours = members.map(({ root, package: pack, targets, dependencies }) => ({
    root,
    version: pack.version ?? '0.0.0',
    targets: [
      ...targets.map(({ kind, name, procMacro }) => `${procMacro ? 'proc-macro' : kind} ${name}`),
      ...(pack.build ? ['custom-build build-script-build'] : []),
    ],
    dependencies: dependencies.map((to) => [to.kind === 'normal' ? null : to.kind, to.alias, to.path, ...to.features]),
  }));
  const byRoot = <T extends { root: string }>(list: T[]): T[] => list.sort((a, b) => (a.root < b.root ? -1 : 1));
  expect(byRoot(ours)).toEqual(byRoot(theirs));
});
