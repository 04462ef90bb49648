import { describe, expect, it } from 'vitest';
import { crateEdges } from './edges.js';
import { cargoWorkspace, crate, dependency, lock } from './fixtures/facts.js';
import type { CrateFacts, LockFacts } from './types.js';

const edges = (crates: CrateFacts[], locks: LockFacts[] = []): string[] =>
  crateEdges(crates, locks).map(({ source, target, file }) => `${source} -> ${target} (${file})`);

it('follow paths of every table, once for each pair', () => {
  const a = crate('a', {
    dependencies: [
      dependency('b', { path: 'b' }),
      dependency('b', { path: 'b', kind: 'dev' }),
      dependency('c', { path: 'libs/c', kind: 'build', target: 'cfg(windows)' }),
      dependency('serde'),
      dependency('a', { path: 'a', kind: 'dev' }),
    ],
  });
  expect(edges([a])).toEqual(['a -> b (a/Cargo.toml)', 'a -> libs/c (a/Cargo.toml)']);
});

describe('a patch', () => {
  const patches = [{ name: 'tiny', path: 'vendor/tiny', source: 'crates-io' }];
  const patched = (changes: Partial<CrateFacts>): CrateFacts =>
    crate('a', { cargoWorkspace: cargoWorkspace({ patches }), lock: 'Cargo.lock', ...changes });
  const needsTiny = { dependencies: [dependency('small', { name: 'tiny' })] };

  it('stands for the package of its name and source', () => {
    expect(edges([patched(needsTiny)])).toEqual(['a -> vendor/tiny (a/Cargo.toml)']);
    expect(edges([patched({ dependencies: [dependency('tiny', { git: 'https://example.org/tiny' })] })])).toEqual([]);
  });

  it('that the lock does not use is none', () => {
    expect(edges([patched(needsTiny)], [lock({ a: 'tiny@0.1.0' }, 'tiny@0.1.0')])).toEqual([]);
    expect(edges([patched(needsTiny)], [lock({ a: '' })])).toEqual(['a -> vendor/tiny (a/Cargo.toml)']);
  });

  it('reaches crates through packages of the registry', () => {
    const locked = lock({ a: 'big@1.0.0', b: 'other@1.0.0' }, 'big@1.0.0: mid@1.0.0', 'mid@1.0.0: tiny', 'other@1.0.0');
    const b = { ...patched({}), root: 'b', package: { name: 'b', versionFrom: 'package' } } as const;
    expect(edges([patched({}), b], [locked])).toEqual(['a -> vendor/tiny (a/Cargo.toml)']);
  });
});
