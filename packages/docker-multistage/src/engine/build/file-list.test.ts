import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseIgnoreFile } from '../lint/config/ignore-file.js';
import { listEntries } from './file-list.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hone-list-'));
  for (const name of ['a.b', 'a/x/deep.txt', 'a/y.txt', 'b/z.txt', 'b/keep/this.txt']) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), name);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const list = async (ignore: string, ...only: string[]): Promise<string[]> =>
  (await listEntries(root, { ignore: parseIgnoreFile(ignore), only })).map((entry) => entry.path);

it('lists folders before what is in them, names by bytes', async () => {
  expect(await list('')).toEqual([
    'a',
    'a/x',
    'a/x/deep.txt',
    'a/y.txt',
    'a.b',
    'b',
    'b/keep',
    'b/keep/this.txt',
    'b/z.txt',
  ]);
});

it('leaves out what the ignore file names, and takes exceptions back with their folders', async () => {
  expect(await list('a\nb\n!b/keep\n')).toEqual(['a.b', 'b', 'b/keep', 'b/keep/this.txt']);
  expect(await list('**/*.txt')).toEqual(['a', 'a/x', 'a.b', 'b', 'b/keep']);
});

it('lists what the builder needs and no more', async () => {
  expect(await list('', 'a/x', 'b/z.txt')).toEqual(['a', 'a/x', 'a/x/deep.txt', 'b', 'b/z.txt']);
  expect(await list('', 'b/k*')).toEqual(['b', 'b/keep', 'b/keep/this.txt', 'b/z.txt']);
  expect(await list('', '.dockerignore')).toEqual([]);
});

it('sends all where a name came in pieces, or leads through a link', async () => {
  const all = await list('');
  expect(await list('', 'one', 'two')).toEqual(all);
  symlinkSync('a', path.join(root, 'link'));
  expect(await list('', 'link/y.txt')).toEqual([...all, 'link']);
});

it.skipIf(process.platform === 'win32')('gives every file one of two modes, whatever the umask was', async () => {
  chmodSync(path.join(root, 'a/y.txt'), 0o640);
  chmodSync(path.join(root, 'b/z.txt'), 0o710);
  symlinkSync('../nowhere', path.join(root, 'b/dangling'));
  const entries = new Map(
    (await listEntries(root, { ignore: undefined, only: [] })).map((entry) => [entry.path, entry]),
  );
  expect(entries.get('a/y.txt')).toMatchObject({ mode: 0o644, size: 7 });
  expect(entries.get('b/z.txt')).toMatchObject({ mode: 0o755 });
  expect(entries.get('b/dangling')).toMatchObject({
    mode: 0x08000000 + 0o777,
    linkname: '../nowhere',
    content: undefined,
  });
  expect(entries.get('a')!.mode).toBe(0x80000000 + 0o755);
});

it('dates a file by its last change, not by a time that a copy has set', async () => {
  const before = Date.now() - 1000;
  utimesSync(path.join(root, 'a.b'), 0, 0);
  const entry = (await listEntries(root, { ignore: undefined, only: ['a.b'] }))[0]!;
  expect(entry.modTime / 1e6).toBeGreaterThan(before);
});
