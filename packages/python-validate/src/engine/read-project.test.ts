import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProjectReader } from './read-project.js';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'hone-read-project-'));
  mkdirSync(join(workspace, 'billing'));
  writeFileSync(join(workspace, 'billing/pyproject.toml'), '[project]\nname = "billing"\nversion = "1.0"\n');
  const own = '[[package]]\nname = "billing"\nversion = "1.0"\nsource = { virtual = "." }\n';
  writeFileSync(join(workspace, 'billing/uv.lock'), `version = 1\nrequires-python = ">=3.11"\n\n${own}`);
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const sliceFor = (lockSlice?: string) =>
  createProjectReader(workspace)({
    id: 'billing:python-validate',
    project: 'billing',
    root: 'billing',
    target: 'python-validate',
    options: lockSlice === undefined ? {} : { lockSlice },
    nestedRoots: [],
  }).lockSlice;

it('cuts the lock slice itself where the file of the target lock-slice is gone', () => {
  expect(sliceFor('dist/hone/billing/python-lock-slice.json')).toEqual(sliceFor());
  expect(sliceFor()?.packages.map(({ name }) => name)).toEqual(['billing']);
});
