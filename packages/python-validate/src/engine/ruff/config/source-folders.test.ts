import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expandSourceFolders } from './source-folders.js';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'hone-src-'));
  for (const folder of ['libs/a/src', 'libs/b/src', 'libs/c', 'libs/deep/er/src', 'libs/.venv/src']) {
    mkdirSync(join(workspace, folder), { recursive: true });
  }
});
afterEach(() => rmSync(workspace, { recursive: true }));

it.each([
  ['src', ['src']],
  ['libs/*/src', ['libs/a/src', 'libs/b/src', 'libs/c/src', 'libs/deep/src']],
  ['libs/[ab]/src', ['libs/a/src', 'libs/b/src']],
  ['../x', ['../x']],
])('%s', (entry, folders) => {
  const found = expandSourceFolders(workspace, entry).map((path) => relative(workspace, path).split(sep).join('/'));
  expect(found).toEqual(folders);
});

it('spans folders with **', () => {
  expect(expandSourceFolders(workspace, 'libs/**/src')).toContain(join(workspace, 'libs', 'deep', 'er', 'src'));
});
