import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { expect, it, vi } from 'vitest';
import init from './init.js';

it('registers the plugin, ignores what is built, and says what comes next', () => {
  const tree = createTreeWithEmptyWorkspace();
  tree.write('.gitignore', 'node_modules\n');
  const done = init(tree, { skipPackageJson: true });
  const files = tree.listChanges().map(({ path, content }) => [path, String(content)]);
  init(tree, { skipPackageJson: true });

  expect(JSON.parse(tree.read('nx.json', 'utf8')!).plugins).toEqual([{ plugin: '@hone/nx' }]);
  expect(tree.read('.gitignore', 'utf8')).toBe('node_modules\ndist\n');
  expect(tree.listChanges().map(({ path, content }) => [path, String(content)])).toEqual(files);

  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  void done();
  expect(print.mock.calls.flat().join('')).toMatch('Next, judge every dependency:  npx nx run-many -t dep-prune');
  print.mockRestore();
});
