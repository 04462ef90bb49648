import { readJson, writeJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { expect, it, vi } from 'vitest';
import init from './init.js';

it('registers the graph plugin, once', () => {
  const tree = createTreeWithEmptyWorkspace();
  init(tree, { skipPackageJson: true });
  init(tree, { skipPackageJson: true });
  expect(readJson<{ plugins: unknown[] }>(tree, 'nx.json').plugins).toEqual([{ plugin: '@hone/nx' }]);
});

it('says what to run next, by the name that the workspace has for it', async () => {
  const tree = createTreeWithEmptyWorkspace();
  writeJson(tree, 'nx.json', { plugins: [{ plugin: '@hone/nx', options: { dockerLintTargetName: 'hadolint' } }] });
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await init(tree, { skipPackageJson: true })();
  expect(log.mock.calls.flat().join()).toContain('nx run-many -t hadolint');
  log.mockRestore();
});
