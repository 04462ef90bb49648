import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createCrateFinder, findCrate } from './index.js';

const workspaceRoot = fileURLToPath(new URL('fixtures/workspace', import.meta.url));

it('finds the workspace above a crate, with all its members', () => {
  const found = findCrate(workspaceRoot, 'hidden/helper');
  expect(found?.crate.package.name).toBe('acme-helper');
  expect(found?.workspace.root).toBe('.');
  expect(found?.projects.crates.map(({ root }) => root)).toEqual([
    'crates/core',
    'crates/derive',
    'crates/outcast',
    'hidden/helper',
    'tools/cli',
  ]);
});

it.each([
  ['crates/outcast', 'crates/outcast', undefined],
  ['nested/inner', 'nested', undefined],
  ['stray', 'stray', '.'],
])('finds %s in the workspace %s', (root, workspace, stray) => {
  const found = createCrateFinder(workspaceRoot)(root);
  expect(found?.workspace.root).toBe(workspace);
  expect(found?.crate.stray).toBe(stray);
});

it('gives nothing for a folder without a package', () => {
  expect(findCrate(workspaceRoot, 'nested')).toBeUndefined();
  expect(findCrate(workspaceRoot, 'tools')).toBeUndefined();
});
