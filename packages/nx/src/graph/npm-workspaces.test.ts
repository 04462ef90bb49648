import { describe, expect, it } from 'vitest';
import { npmWorkspaces, parsePnpmWorkspace } from './npm-workspaces.js';

describe('the workspaces of a package manager', () => {
  it.each([
    [['packages/*'], 'packages/a', true],
    [['packages/*'], 'packages/a/b', false],
    [['packages/*'], 'other/a', false],
    [['./packages/**'], 'packages/a/b', true],
    [['packages/**'], 'packages', true],
    [['**/web-*'], 'apps/x/web-site', true],
    [['{apps,libs}/*'], 'libs/a', true],
    [['libs/a.b/'], 'libs/a.b', true],
    [['libs/a.b'], 'libs/axb', false],
    [['packages/*', '!packages/old'], 'packages/old', false],
    [['!packages/old'], 'packages/new', true],
    [[], 'packages/a', false],
    [['**'], '.', false],
  ])('%j with %s: %s', (patterns, folder, expected) => {
    expect(npmWorkspaces(patterns)(folder)).toBe(expected);
  });

  it.each([
    ['packages:\n  - packages/*\n  # ours\n  - "libs/*" # all\n\ncatalog:\n  - no\n', ['packages/*', 'libs/*']],
    ['packages: [\'a/*\', "b"]\n', ['a/*', 'b']],
    ["packages:\n- '!old'\n", ['!old']],
    ['catalog: {}\n', []],
  ])('are read from %j', (text, expected) => {
    expect(parsePnpmWorkspace(text)).toEqual(expected);
  });
});
