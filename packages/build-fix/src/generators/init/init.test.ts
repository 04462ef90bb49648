import { readJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { expect, it, vi } from 'vitest';
import init from './init.js';

it('registers the plugin, and leaves the hook after runs to who asks for it', () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const tree = createTreeWithEmptyWorkspace();
  init(tree, { skipPackageJson: true })();
  expect(readJson(tree, 'nx.json').plugins).toEqual([{ plugin: '@hone/nx' }]);
  const printed = print.mock.calls.flat().join('\n');
  expect(printed).toContain('nx run-many -t build-fix');
  expect(printed).toContain('nx g @hone/build-fix:init --keepFailures');

  init(tree, { skipPackageJson: true, keepFailures: true })();
  const options = { buildFix: { keepFailures: true } };
  expect(readJson(tree, 'nx.json').plugins).toEqual([{ plugin: '@hone/nx', options }]);
  print.mockRestore();
});
