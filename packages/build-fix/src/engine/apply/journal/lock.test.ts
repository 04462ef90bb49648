import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeTurn, withLock } from './lock.js';

let folder = '';
const lock = (name = 'run.lock'): string => path.join(folder, name);
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-lock-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A process that lives until it is told to end. */
async function startOther(): Promise<{ pid: number; end(): Promise<void> }> {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await new Promise((resolve) => other.once('spawn', resolve));
  const ended = new Promise<void>((resolve) => other.once('exit', () => resolve()));
  return { pid: other.pid!, end: () => (other.kill('SIGKILL'), ended) };
}

it('waits for another run, says so once, and takes the place of one that was killed', async () => {
  const other = await startOther();
  fs.writeFileSync(lock(), String(other.pid));
  let waits = 0;
  const turn = takeTurn(folder, new AbortController().signal, () => void waits++);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([waits, fs.readFileSync(lock(), 'utf8')]).toEqual([1, String(other.pid)]);
  await other.end();
  const end = await turn;
  expect(fs.readFileSync(lock(), 'utf8')).toBe(String(process.pid));
  end();
  expect(fs.readdirSync(folder)).toEqual([]);
});

it('stops waiting when the run is cancelled', async () => {
  const other = await startOther();
  fs.writeFileSync(lock(), String(other.pid));
  const abort = new AbortController();
  const turn = takeTurn(folder, abort.signal, () => abort.abort());
  await expect(turn).rejects.toThrow();
  await other.end();
});

it('takes a lock whose owner was killed before it had written its number', async () => {
  fs.writeFileSync(lock('apply.lock'), '');
  const old = Date.now() / 1000 - 60;
  fs.utimesSync(lock('apply.lock'), old, old);
  expect(await withLock(folder, () => 'done')).toBe('done');
});
