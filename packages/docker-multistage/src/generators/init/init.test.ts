import { readJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { expect, it } from 'vitest';
import init from './init.js';

it('registers the graph plugin, once', () => {
  const tree = createTreeWithEmptyWorkspace();
  init(tree, { skipPackageJson: true });
  init(tree, { skipPackageJson: true });
  expect(readJson<{ plugins: unknown[] }>(tree, 'nx.json').plugins).toEqual([{ plugin: '@hone/nx' }]);
});
