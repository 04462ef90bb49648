import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, findings, type TestWorkspace } from '../../../tests/context-workspace.js';
import { createContents } from './contents.js';
import type { ContextEntry } from './types.js';
import { writeContext } from './write.js';

const posix = process.platform !== 'win32';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace();
  workspace.write({ 'app/a.txt': 'a\n', 'app/b/c.txt': 'c\n', 'lib/l.txt': 'l\n', 'other/o.txt': 'o\n' });
});
afterEach(() => workspace.remove());

const beside = (): string[] => readdirSync(path.dirname(workspace.folder('app'))).sort();
const write = (entries: ContextEntry[]) =>
  writeContext(workspace.folder('app'), entries, workspace.root, createContents(workspace.root));
const text = (at: string, content: string): ContextEntry => ({
  path: at,
  source: { kind: 'text', text: content },
  executable: false,
});

describe('writing', () => {
  it('takes the place of a former context as a whole', async () => {
    await workspace.run('app', ['lib']);
    rmSync(path.join(workspace.root, 'app/b'), { recursive: true });
    writeFileSync(path.join(workspace.folder('app'), 'stray.txt'), '');
    await workspace.run('app', ['lib']);
    expect(workspace.context('app')).toEqual({ 'app/a.txt': '644 a\n', 'lib/l.txt': '644 l\n' });
    expect(beside()).toEqual(['docker-context']);
  });

  it.runIf(posix)('gives the same modes whatever the mask and the modes of the checkout', async () => {
    const old = process.umask(0o077);
    try {
      chmodSync(path.join(workspace.root, 'app/a.txt'), 0o640);
      await workspace.run('app');
    } finally {
      process.umask(old);
    }
    expect(statSync(path.join(workspace.folder('app'), 'app/b')).mode & 0o777).toBe(0o755);
    expect(statSync(path.join(workspace.folder('app'), 'app/a.txt')).mode & 0o777).toBe(0o644);
  });

  it('copies large files by the system, with a digest of what was written', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'x').toString();
    workspace.write({ 'app/large.bin': large });
    const before = digestIn(await workspace.run('app'));
    expect(workspace.context('app')['app/large.bin']).toBe(`644 ${large}`);
    workspace.write({ 'app/large.bin': `${large.slice(1)}y` });
    expect(digestIn(await workspace.run('app'))).not.toBe(before);
    workspace.write({ 'app/large.bin': large });
    expect(digestIn(await workspace.run('app'))).toBe(before);
  });

  it('keeps the former context when a file has gone meanwhile', async () => {
    await write([text('a', '1')]);
    const gone: ContextEntry = { path: 'b', source: { kind: 'file', file: 'app/gone.txt' }, executable: false };
    await expect(write([text('a', '2'), gone])).rejects.toMatchObject({
      message: 'Cannot bring app/gone.txt into the context: the file went away meanwhile.',
      file: 'app/gone.txt',
    });
    expect(workspace.context('app')).toEqual({ a: '644 1' });
    expect(beside()).toEqual(['docker-context']);
  });

  it('never makes one file of two names in silence', async () => {
    await expect(write([text('a', '1'), text('a', '2')])).rejects.toThrow('another file has the same name');
  });

  it.each([
    ['ENOSPC', 'the disk is full.', 'Make room and run again; the former context is as it was.'],
    ['EACCES', 'permission is denied.', 'Give the user of this command access to it.'],
  ])('says what %s means', async (code, message, hint) => {
    await write([text('a', '1')]);
    // Neither a full disk nor, for root, an unreadable file can be had in a test: this is the error that the system gives.
    const failing = {
      ...createContents(workspace.root),
      read: () => Promise.reject(Object.assign(new Error(), { code })),
    };
    const entry: ContextEntry = { path: 'b', source: { kind: 'file', file: 'app/a.txt' }, executable: false };
    await expect(writeContext(workspace.folder('app'), [entry], workspace.root, failing)).rejects.toMatchObject({
      message: `Cannot bring app/a.txt into the context: ${message}`,
      hint,
    });
    expect(workspace.context('app')).toEqual({ a: '644 1' });
  });
});

describe('after a run that was killed', () => {
  const leftover = (kind: string, pid = 999_999_999): string =>
    path.join(path.dirname(workspace.folder('app')), `.docker-context.${pid}-0123456789ab.${kind}`);

  it('puts a context back that was set aside, and clears up', async () => {
    await write([text('a', '1')]);
    renameSync(workspace.folder('app'), leftover('old'));
    mkdirSync(leftover('new'));
    const gone: ContextEntry = { path: 'b', source: { kind: 'file', file: 'app/gone.txt' }, executable: false };
    await expect(write([gone])).rejects.toThrow('went away');
    expect(workspace.context('app')).toEqual({ a: '644 1' });
    expect(beside()).toEqual(['docker-context']);
  });

  it('leaves alone what a running process is at', async () => {
    mkdirSync(leftover('new', process.pid), { recursive: true });
    await write([text('a', '1')]);
    expect(beside()).toContain(path.basename(leftover('new', process.pid)));
  });
});

describe.runIf(posix)('symbolic links', () => {
  const link = (target: string, at: string): void => symlinkSync(target, path.join(workspace.root, at));

  it('stay links where they lead to a place in the context', async () => {
    link('a.txt', 'app/near.txt');
    link('../../lib/l.txt', 'app/b/far.txt');
    link('../lib', 'app/folder');
    link(path.join(workspace.root, 'lib/l.txt'), 'app/absolute.txt');
    link('near.txt', 'app/chain.txt');
    const outcome = await workspace.run('app', ['lib']);
    expect(findings(outcome)).toEqual([]);
    expect(workspace.context('app')).toEqual({
      'app/a.txt': '644 a\n',
      'app/absolute.txt': 'link ../lib/l.txt',
      'app/b/c.txt': '644 c\n',
      'app/b/far.txt': 'link ../../lib/l.txt',
      'app/chain.txt': 'link near.txt',
      'app/folder': 'link ../lib',
      'app/near.txt': 'link a.txt',
      'lib/l.txt': '644 l\n',
    });
  });

  it('become copies where they lead to another file of the workspace', async () => {
    link('../other/o.txt', 'app/copy.txt');
    expect(findings(await workspace.run('app'))).toEqual([]);
    expect(workspace.context('app')['app/copy.txt']).toBe('644 o\n');
  });

  it.each([
    ['/etc', 'error link-outside app/x: The symbolic link leads to /etc, out of the workspace.'],
    ['../../..', 'error link-outside app/x: The symbolic link leads to ../../.., out of the workspace.'],
    [
      '../other',
      'error link-to-folder app/x: The symbolic link leads to the folder other, which is not in the context.',
    ],
    ['gone', 'warning link-broken app/x: The symbolic link leads to gone, which is not there.'],
    ['x', 'warning link-broken app/x: The symbolic link leads back to itself.'],
    ['ignored.log', 'warning link-broken app/x: The symbolic link leads to app/ignored.log, which is ignored.'],
  ])('to %s are reported', async (target, finding) => {
    workspace.write({ '.gitignore': '*.log\n', 'app/ignored.log': '' });
    await workspace.run('app');
    link(target, 'app/x');
    const outcome = await workspace.run('app');
    expect(findings(outcome)).toEqual([finding]);
    expect(Boolean(outcome.failed)).toBe(finding.startsWith('error'));
    expect(Object.keys(workspace.context('app'))).toEqual(['app/a.txt', 'app/b/c.txt']);
  });
});
