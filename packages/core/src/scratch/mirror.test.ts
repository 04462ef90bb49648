import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWalker } from '../files/index.js';
import { copyWorkspace } from './copy-workspace.js';
import { createMirror, type Mirror } from './mirror.js';

const { signal } = new AbortController();
let base = '';
let mirror: Mirror;
const at = (file: string): string => path.join(base, file);
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), text);
};
const read = (file: string): string => fs.readFileSync(at(file), 'utf8');

beforeEach(async () => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-mirror-'));
  write('from/.gitignore', 'dist\n');
  write('from/a.txt', 'a\n');
  write('from/lib/b.txt', 'b\n');
  fs.mkdirSync(at('to'));
  const files = await copyWorkspace(at('from'), at('to'), createWalker(at('from')), signal);
  write('to/settings', 'made with the copy');
  mirror = createMirror(at('from'), at('to'), files);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

it('takes back what was done in the copy, and keeps what git ignores', async () => {
  write('to/a.txt', 'changed\n');
  write('to/new/c.txt', 'made by a program\n');
  write('to/dist/out.txt', 'output\n');
  fs.rmSync(at('to/lib'), { recursive: true });
  await mirror.refresh(signal);
  expect(read('to/a.txt')).toBe('a\n');
  expect(read('to/lib/b.txt')).toBe('b\n');
  expect(fs.existsSync(at('to/new/c.txt'))).toBe(false);
  expect(read('to/dist/out.txt')).toBe('output\n');
  expect(read('to/settings')).toBe('made with the copy');
});

it('takes over what changed in the workspace, and touches nothing that is the same already', async () => {
  write('from/a.txt', 'fixed\n');
  write('to/a.txt', 'fixed\n');
  write('from/c.txt', 'new\n');
  fs.rmSync(at('from/lib/b.txt'));
  const { mtimeMs } = fs.statSync(at('to/a.txt'));
  await mirror.refresh(signal);
  expect([read('to/a.txt'), read('to/c.txt')]).toEqual(['fixed\n', 'new\n']);
  expect(fs.statSync(at('to/a.txt')).mtimeMs).toBe(mtimeMs);
  expect(fs.existsSync(at('to/lib/b.txt'))).toBe(false);
});
