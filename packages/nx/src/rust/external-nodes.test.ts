import { expect, it } from 'vitest';
import { compilerNodes, externalEdges, externalNodes } from './external-nodes.js';
import { crate, lock } from './fixtures/facts.js';

const locked = lock({ a: 'serde@1.0.219', b: '' }, 'serde@1.0.219: syn@2.0.1', 'syn@1.0.9', 'syn@2.0.1');

it('has one node for each version over all locks', () => {
  const nodes = externalNodes([locked, lock({}, 'syn@1.0.9')]);
  expect(Object.keys(nodes)).toEqual(['cargo:serde@1.0.219', 'cargo:syn@1.0.9', 'cargo:syn@2.0.1']);
  expect(nodes['cargo:syn@1.0.9']).toEqual({
    type: 'cargo',
    name: 'cargo:syn@1.0.9',
    data: { version: '1.0.9', packageName: 'syn', hash: 'digest of syn@1.0.9' },
  });
});

it('has edges from crates to what their own lock gives them, and between packages', () => {
  const [a, unlocked] = [crate('a', { lock: 'Cargo.lock' }), crate('b')];
  expect(externalEdges([a, unlocked], [locked])).toEqual([
    { source: { node: 'cargo:serde@1.0.219' }, target: 'cargo:syn@2.0.1' },
    { source: { root: 'a', file: 'a/Cargo.toml' }, target: 'cargo:serde@1.0.219' },
  ]);
});

it('has a node for each compiler', () => {
  expect(Object.keys(compilerNodes(['rustc 1.95.0', 'rustc 1.90.0', 'rustc 1.95.0']))).toEqual([
    'rustc 1.90.0',
    'rustc 1.95.0',
  ]);
});
