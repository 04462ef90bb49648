import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProcess } from '@hone/core/process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refuseCached } from './uncached.js';

let workspaceRoot: string;
const task = (configuration: { cache?: boolean; inputs?: string[] } = { cache: true }) => ({
  project: 'app',
  target: 'build-fix',
  root: 'apps/app',
  workspaceRoot,
  configuration,
});
beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-uncached-'));
});
afterEach(() => rmSync(workspaceRoot, { recursive: true, force: true }));

it('refuses in a cached task what Nx does not hash, and says what to do', async () => {
  await expect(refuseCached({ from: 'ci.log' }, task(), {})).rejects.toThrow(
    'app:build-fix is cached, and Nx does not',
  );
  await expect(refuseCached({ onlyChanged: 'main' }, task(), {})).rejects.toThrow('main can move');
});

it('lets pass what can not change, what is not cached, and what skips the cache', async () => {
  await refuseCached({ onlyChanged: 'a'.repeat(40), targets: ['lint'] }, task(), {});
  await refuseCached({ from: 'ci.log' }, task({}), {});
  await refuseCached({ from: 'ci.log' }, task(), { NX_SKIP_NX_CACHE: 'true' });
});

it('lets pass a log that is an input of the target, unless git ignores it', async () => {
  const declared = task({ cache: true, inputs: ['{workspaceRoot}/logs/ci.log', '{projectRoot}/own.sarif'] });
  await refuseCached({ from: ['logs/ci.log', './apps/app/own.sarif'] }, declared, {});
  await runProcess({ command: 'git', args: ['init', '-q'], cwd: workspaceRoot });
  writeFileSync(path.join(workspaceRoot, '.gitignore'), 'logs\n');
  await expect(refuseCached({ from: 'logs/ci.log' }, declared, {})).rejects.toThrow('logs/ci.log');
});
