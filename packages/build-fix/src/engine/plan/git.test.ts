import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProcess } from '@hone/core/process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readChangedFiles, readIgnored } from './git.js';

let workspaceRoot: string;
const signal = new AbortController().signal;
const git = (...args: string[]) =>
  runProcess({
    command: 'git',
    args: ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args],
    cwd: workspaceRoot,
  });
const write = (file: string, text: string): void => writeFileSync(path.join(workspaceRoot, file), text);

beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-plan-git-'));
  mkdirSync(path.join(workspaceRoot, 'app'));
  write('.gitignore', '*.log\n');
  write('app/a.ts', '1\n');
  write('app/a.log', '1\n');
});
afterEach(() => rmSync(workspaceRoot, { recursive: true, force: true }));

it('tells what changed since a commit, new files too', async () => {
  await git('init', '-q');
  write('app/b.ts', '1\n');
  await git('add', '.');
  await git('commit', '-qm', 'one');
  write('app/a.ts', '2\n');
  write('app/ü c.ts', '1\n');
  expect(await readChangedFiles({ workspaceRoot, signal }, 'HEAD')).toEqual(['app/a.ts', 'app/ü c.ts']);
  await expect(readChangedFiles({ workspaceRoot, signal }, 'gone')).rejects.toThrow('since gone can not be told');
});

it('tells what git ignores and does not track; by the ignore files where there is no repository', async () => {
  const files = ['app/a.log', 'app/a.ts', 'app/new.log'];
  expect([...(await readIgnored({ workspaceRoot, signal }, files))]).toEqual(['app/a.log']);
  await git('init', '-q');
  expect([...(await readIgnored({ workspaceRoot, signal }, files))]).toEqual(['app/a.log', 'app/new.log']);
  await git('add', '-f', 'app/a.log');
  expect([...(await readIgnored({ workspaceRoot, signal }, files))]).toEqual(['app/new.log']);
});
