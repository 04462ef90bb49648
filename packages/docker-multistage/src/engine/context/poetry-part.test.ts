import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestWorkspace, findings, type TestWorkspace } from '../../../tests/context-workspace.js';

const hasPoetry = spawnSync('poetry', ['--version']).status === 0;
if (!hasPoetry) console.warn('SKIPPED poetry contexts against the real poetry: poetry is missing: pip install poetry');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace('../../../../../core/src/locks/fixtures/poetry');
});
afterEach(() => workspace.remove());

it('copies lock and manifest as they are, with the path packages of the lock', async () => {
  const outcome = await workspace.run('app-legacy', ['pkgs/lib']);
  expect(findings(outcome)).toEqual([]);
  const tree = workspace.context('app-legacy');
  expect(Object.keys(tree).every((file) => /^(?:app-legacy|pkgs\/lib)\//.test(file))).toBe(true);
  expect(tree['app-legacy/poetry.lock']).toBe(`644 ${workspace.read('app-legacy/poetry.lock')}`);
  expect(tree['pkgs/lib/pyproject.toml']).toBe(`644 ${workspace.read('pkgs/lib/pyproject.toml')}`);
});

it('brings a path package that is no project, and says that Nx does not see it', async () => {
  const outcome = await workspace.run('app-legacy');
  expect(findings(outcome)).toEqual([
    'warning not-a-dependency app-legacy/poetry.lock: The package po-lib lies in pkgs/lib, which is not one of the projects that Nx knows as dependencies.',
  ]);
  expect(Object.keys(workspace.context('app-legacy'))).toContain('pkgs/lib/pyproject.toml');
});

it('says that a lock is older than its manifest', async () => {
  const manifest = workspace.read('app-legacy/pyproject.toml');
  workspace.write({ 'app-legacy/pyproject.toml': manifest.replace('"~3.0"', '"~3.1"') });
  expect(findings(await workspace.run('app-legacy', ['pkgs/lib']))).toEqual([
    'warning lock app-legacy/poetry.lock: The lock is older than the pyproject.toml beside it.',
  ]);
});

it.skipIf(!hasPoetry)(
  'gives a lock that poetry takes for its manifest',
  async () => {
    await workspace.run('app-legacy', ['pkgs/lib']);
    const cwd = path.join(workspace.folder('app-legacy'), 'app-legacy');
    const { status, stderr } = spawnSync('poetry', ['check', '--lock', '--no-interaction'], { cwd, encoding: 'utf8' });
    expect(stderr).not.toContain('Error');
    expect(status).toBe(0);
  },
  30_000,
);
