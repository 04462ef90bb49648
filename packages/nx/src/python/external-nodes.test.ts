import { expect, it } from 'vitest';
import { externalEdges, externalNodes } from './external-nodes.js';
import { dependency, lock, project } from './fixtures/facts.js';

const first = lock('uv.lock', 'httpx@0.28.1: idna certifi@2', 'idna@3.7', 'certifi@1', 'certifi@2');
const second = lock('svc/poetry.lock', 'idna@3.7', 'httpx@0.27.0: idna');

it('has one node for each version over all locks', () => {
  const nodes = externalNodes([first, second]);
  expect(Object.keys(nodes)).toEqual([
    'pypi:certifi@1',
    'pypi:certifi@2',
    'pypi:httpx@0.27.0',
    'pypi:httpx@0.28.1',
    'pypi:idna@3.7',
  ]);
  expect(nodes['pypi:idna@3.7']).toEqual({
    type: 'pypi',
    name: 'pypi:idna@3.7',
    data: { version: '3.7', packageName: 'idna', hash: 'digest of idna@3.7' },
  });
});

it('leaves workspace members out', () => {
  const member = { name: 'core', version: '0', source: 'workspace', digest: '', dependencies: [] } as const;
  expect(externalNodes([{ file: 'uv.lock', packages: [{ ...member, dependencies: [] }] }])).toEqual({});
});

it('has edges from projects to what they name in their own lock, and between packages', () => {
  const a = project('a', { lock: 'uv.lock', manifest: { dependencies: [dependency('a', 'httpx')] } });
  const svc = project('svc', { lock: 'svc/poetry.lock', manifest: { dependencies: [dependency('svc', 'httpx')] } });
  const unlocked = project('x', { manifest: { dependencies: [dependency('x', 'httpx')] } });
  expect(externalEdges([a, svc, unlocked], [first, second])).toEqual([
    { source: { node: 'pypi:httpx@0.28.1' }, target: 'pypi:idna@3.7' },
    { source: { node: 'pypi:httpx@0.28.1' }, target: 'pypi:certifi@2' },
    { source: { node: 'pypi:httpx@0.27.0' }, target: 'pypi:idna@3.7' },
    { source: { root: 'a', file: 'a/pyproject.toml' }, target: 'pypi:httpx@0.28.1' },
    { source: { root: 'svc', file: 'svc/pyproject.toml' }, target: 'pypi:httpx@0.27.0' },
  ]);
});
