import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { undoLast } from './undo.js';
import { recover, writeTree } from './write-tree.js';

let base: string;
const at = (...parts: string[]): string => path.join(base, ...parts);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-journal-'));
  prepare(base);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

function prepare(folder: string): void {
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, 'tree', file)), { recursive: true });
    fs.writeFileSync(path.join(folder, 'tree', file), text);
  };
  write('a.txt', 'a before\n');
  write('lib/b.sh', 'b before\n');
  fs.chmodSync(path.join(folder, 'tree/lib/b.sh'), 0o755);
  write('old/c.txt', 'c before\n');
}

/** Everything in the tree, with texts and permission bits. */
function snapshot(folder = base): Record<string, string> {
  const root = path.join(folder, 'tree');
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files.map((file) => {
      const stats = fs.statSync(path.join(root, file));
      const text = stats.isFile() ? fs.readFileSync(path.join(root, file), 'utf8') : '';
      return [file, stats.isFile() ? `${stats.mode & 0o111 ? 'x ' : ''}${text}` : 'folder'];
    }),
  );
}

const options = (folder = base) => ({
  workspaceRoot: path.join(folder, 'tree'),
  stateFolder: path.join(folder, 'state'),
});
const change = {
  project: 'app',
  title: '2 fixes of app',
  files: [
    { file: 'a.txt', before: base64('a before\n'), after: base64('a after\n') },
    { file: 'lib/b.sh', before: base64('b before\n'), after: base64('b after\n') },
    { file: 'new/deep/d.txt', before: null, after: base64('d\n') },
    { file: 'old/c.txt', before: base64('c before\n'), after: null },
  ],
  groups: [['a.txt'], ['lib/b.sh', 'new/deep/d.txt'], ['old/c.txt']],
};
const changed = {
  'a.txt': 'a after\n',
  lib: 'folder',
  'lib/b.sh': 'x b after\n',
  new: 'folder',
  'new/deep': 'folder',
  'new/deep/d.txt': 'd\n',
};

it('writes, makes and deletes files, and takes all of it back', async () => {
  const before = snapshot();
  await writeTree(change, options());
  expect(snapshot()).toEqual(changed);
  const undone = await undoLast({ ...options(), project: 'app' });
  expect(undone).toMatchObject({ title: '2 fixes of app', refused: [] });
  expect(snapshot()).toEqual(before);
  await expect(undoLast(options())).rejects.toThrow('There is nothing to undo.');
});

it('writes nothing when one file is not as expected', async () => {
  fs.writeFileSync(at('tree/lib/b.sh'), 'b of somebody\n');
  const before = snapshot();
  await expect(writeTree(change, options())).rejects.toThrow('It was changed by something else');
  expect(snapshot()).toEqual(before);
});

it('puts everything back when a file can not be written', async () => {
  const before = snapshot();
  const failing = (name: string): void => {
    if (name === 'rename new/deep/d.txt') throw new Error('no room');
  };
  await expect(writeTree(change, { ...options(), step: failing })).rejects.toThrow('no room');
  expect(snapshot()).toEqual(before);
  expect(fs.readdirSync(at('state'))).toEqual([]);
});

it('leaves a file that was changed since, and those that belong to it, when it undoes', async () => {
  await writeTree(change, options());
  fs.writeFileSync(at('tree/lib/b.sh'), 'b edited\n');
  const { restored, refused } = await undoLast(options());
  expect(restored).toEqual(['a.txt', 'old/c.txt']);
  expect(refused).toEqual([
    { file: 'lib/b.sh', changed: 'lib/b.sh' },
    { file: 'new/deep/d.txt', changed: 'lib/b.sh' },
  ]);
  expect(snapshot()).toMatchObject({ 'a.txt': 'a before\n', 'lib/b.sh': 'x b edited\n', 'new/deep/d.txt': 'd\n' });
});

it('leaves alone what somebody wrote after a process had been ended', async () => {
  await runChild(base, 'write', 'delete old/c.txt');
  fs.writeFileSync(at('tree/a.txt'), 'a of somebody\n');
  expect(await recover(options().workspaceRoot, options().stateFolder)).toMatchObject({ changedSince: ['a.txt'] });
  expect(snapshot()).toMatchObject({ 'a.txt': 'a of somebody\n', 'lib/b.sh': 'x b before\n' });
});

let child: string;
beforeAll(() => {
  // One file of plain JavaScript: a process of its own for each step then takes 50 ms.
  child = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-journal-child-')), 'write.mjs');
  const entryPoints = [fileURLToPath(new URL('fixtures/write.ts', import.meta.url))];
  buildSync({
    entryPoints,
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@hone/source'],
  });
});
afterAll(() => fs.rmSync(path.dirname(child), { recursive: true, force: true }));

/** Writes or undoes in a process of its own, which kills itself (SIGKILL) before a step; gives the steps that it named. */
function runChild(folder: string, what: 'write' | 'undo', killAt = ''): Promise<string[]> {
  return new Promise((resolve) => {
    const input = JSON.stringify({ ...options(folder), change, what, killAt });
    const running = spawn(process.execPath, [child, input], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    running.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    running.on('close', () => resolve(out.split('\n').filter((line) => line !== '')));
  });
}

it.each(['write', 'undo'] as const)(
  'ends as before or as after, wherever a process that %ss is killed',
  async (what) => {
    if (what === 'undo') await writeTree(change, options());
    for (const name of fs.readdirSync(base)) fs.cpSync(at(name), at('copy', name), { recursive: true });
    const start = snapshot();
    const steps = await runChild(base, what);
    const end = snapshot();
    expect(steps.length).toBeGreaterThan(8);
    const outcomes = await Promise.all(
      steps.map(async (step, index) => {
        const folder = at(`killed-${index}`);
        fs.cpSync(at('copy'), folder, { recursive: true });
        await runChild(folder, what, step);
        const { workspaceRoot, stateFolder } = options(folder);
        await recover(workspaceRoot, stateFolder);
        return snapshot(folder);
      }),
    );
    expect(outcomes).toHaveLength(steps.length);
    for (const outcome of outcomes.slice(0, -1)) expect(outcome).toEqual(start);
    expect([JSON.stringify(start), JSON.stringify(end)]).toContain(JSON.stringify(outcomes.at(-1)));
    // The next change finds nothing in its way, not even the lock of the one that was killed.
    const again = await runChild(at('killed-3'), what);
    expect(again).toEqual(steps);
    expect(snapshot(at('killed-3'))).toEqual(end);
  },
  60_000,
);
