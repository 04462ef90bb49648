import { describe, expect, it } from 'vitest';
import {
  assembleCargoProjects,
  createCargoSlicer,
  parseCargoLock,
  parseCargoLockSlice,
  parseCargoManifest,
  renderCargoLockSlice,
  type CargoLockSlice,
  type CargoSlicer,
} from './index.js';

/** `app` depends on `lib`, and both have development dependencies; `tool` replaces a package of the registry. */
const MANIFESTS = {
  'Cargo.toml': '[workspace]\nmembers = ["app", "lib"]\n[patch.crates-io]\ntool = { path = "tool" }\n',
  'app/Cargo.toml':
    '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nlib = { path = "../lib" }\n[dev-dependencies]\nchecker = "1"\n',
  'lib/Cargo.toml':
    '[package]\nname = "lib"\nversion = "0.1.0"\n[dependencies]\nnet = "1"\nserde = "1"\n' +
    '[dev-dependencies]\napp = { path = "../app" }\nmock = "2"\nold = { package = "net", version = "0.9" }\nserde = "1"\n',
  'tool/Cargo.toml': '[package]\nname = "tool"\nversion = "0.3.0"\n',
};

const REGISTRY = [
  'checker 1.0.0: deep',
  'deep 1.0.0',
  'mock 2.0.0: deep',
  'net 0.9.5',
  'net 1.4.0: tool',
  'serde 1.0.0',
];
const LOCAL = ['app 0.1.0: checker, lib', 'lib 0.1.0: app, mock, net 0.9.5, net 1.4.0, serde', 'tool 0.3.0'];

function lockText(registry = REGISTRY, local = LOCAL): string {
  const entry = (line: string, source: string): string => {
    const [head, edges] = line.split(': ');
    const [name, version] = head!.split(' ');
    const list = edges
      ? `dependencies = [\n${edges
          .split(', ')
          .map((edge) => ` "${edge}",\n`)
          .join('')}]\n`
      : '';
    return `[[package]]\nname = "${name}"\nversion = "${version}"\n${source}${list}`;
  };
  const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n';
  const entries = [...local.map((line) => entry(line, '')), ...registry.map((line) => entry(line, source))];
  return `version = 4\n\n${entries.join('\n')}`;
}

function slicerOf(text: string): CargoSlicer {
  const manifests = Object.entries(MANIFESTS).map(([file, manifest]) => parseCargoManifest(manifest, file));
  const projects = assembleCargoProjects(manifests, { names: () => ['src', 'lib.rs'] });
  return createCargoSlicer(parseCargoLock(text, 'Cargo.lock'), projects);
}

const names = ({ packages }: CargoLockSlice): string[] => packages.map(({ name, version }) => `${name} ${version}`);

describe('a slice', () => {
  const slicer = slicerOf(lockText());

  it('leaves out what other members need for their own development', () => {
    expect(names(slicer.slice('app'))).toEqual([
      'app 0.1.0',
      'checker 1.0.0',
      'deep 1.0.0',
      'lib 0.1.0',
      'net 1.4.0',
      'serde 1.0.0',
      'tool 0.3.0',
    ]);
    const lib = slicer.slice('app').packages.find(({ name }) => name === 'lib');
    expect(lib?.dependencies.map(({ name, version }) => `${name} ${version}`)).toEqual(['net 1.4.0', 'serde 1.0.0']);
  });

  it('has the crate’s own development dependencies', () => {
    expect(names(slicer.slice('lib'))).toEqual([
      'app 0.1.0',
      'deep 1.0.0',
      'lib 0.1.0',
      'mock 2.0.0',
      'net 0.9.5',
      'net 1.4.0',
      'serde 1.0.0',
      'tool 0.3.0',
    ]);
  });

  it('is the whole lock for a crate that the lock does not know', () => {
    const slice = slicer.slice('elsewhere');
    expect(slice.root).toBeUndefined();
    expect(slice.packages).toHaveLength(9);
  });

  it('survives being written and read', () => {
    const slice = slicer.slice('lib');
    expect(parseCargoLockSlice(renderCargoLockSlice(slice))).toEqual(slice);
    expect(parseCargoLockSlice('{"schema": 1, "kind": "uv", "packages": []}')).toBeUndefined();
    expect(parseCargoLockSlice('{')).toBeUndefined();
  });
});

describe('the bytes of a slice', () => {
  const bytes = (text: string): string => renderCargoLockSlice(slicerOf(text).slice('app'));
  const before = bytes(lockText());
  const swap = (from: string, to: string): string[] => REGISTRY.map((line) => (line === from ? to : line));

  it('stay when a package outside of the closure changes', () => {
    expect(bytes(lockText(swap('mock 2.0.0: deep', 'mock 2.1.0: deep')))).toBe(before);
    expect(bytes(lockText([...REGISTRY, 'other 1.0.0']))).toBe(before);
  });

  it('stay when a second version elsewhere makes the lock write edges longer', () => {
    const local = LOCAL.map((line) => line.replace('app, mock', 'app, deep 2.0.0, mock'));
    const registry = REGISTRY.map((line) => line.replace(': deep', ': deep 1.0.0'));
    const lines = [...registry, 'deep 2.0.0'];
    // `lib` has no dependency of that name: an edge that nothing explains is kept.
    expect(bytes(lockText(lines, local))).not.toBe(before);
    expect(bytes(lockText(lines))).toBe(before);
  });

  it('stay when the lock is in another order', () => {
    expect(bytes(lockText([...REGISTRY].reverse(), [...LOCAL].reverse()))).toBe(before);
  });

  it('change with any package of the closure', () => {
    expect(bytes(lockText(swap('deep 1.0.0', 'deep 1.0.1')))).not.toBe(before);
  });
});

it('knows what a crate depends on directly, and the crates that a patch puts below a package', () => {
  const slicer = slicerOf(lockText());
  expect(slicer.direct('lib').map(({ name, version }) => `${name} ${version}`)).toEqual([
    'mock 2.0.0',
    'net 0.9.5',
    'net 1.4.0',
    'serde 1.0.0',
  ]);
  expect(slicer.local('lib')).toEqual(['app', 'tool']);
  expect(slicer.local('app')).toEqual(['lib']);
  expect(slicer.find('tool')).toMatchObject({ name: 'tool', version: '0.3.0' });
});
