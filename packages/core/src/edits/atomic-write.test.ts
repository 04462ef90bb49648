import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomic } from './atomic-write.js';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-write-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});
const posix = process.platform !== 'win32';

it('makes missing folders and leaves nothing but the file', async () => {
  const file = path.join(folder, 'a b', 'ü', 'x.txt');
  await writeFileAtomic(file, 'é\n', { fsync: true });
  expect(fs.readFileSync(file, 'utf8')).toBe('é\n');
  expect(fs.readdirSync(path.dirname(file))).toEqual(['x.txt']);
});

it.runIf(posix)('keeps the permissions of a replaced file and sets those of a new one', async () => {
  const old = path.join(folder, 'run.sh');
  fs.writeFileSync(old, 'old');
  fs.chmodSync(old, 0o776);
  await writeFileAtomic(old, 'new', { mode: 0o600 });
  await writeFileAtomic(path.join(folder, 'secret'), 'x', { mode: 0o600 });
  expect(fs.statSync(old).mode & 0o777).toBe(0o776);
  expect(fs.statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

it.runIf(posix)('writes through a symbolic link, also one that leads nowhere yet', async () => {
  fs.mkdirSync(path.join(folder, 'real'));
  fs.symlinkSync('real/target', path.join(folder, 'link'));
  await writeFileAtomic(path.join(folder, 'link'), 'one');
  await writeFileAtomic(path.join(folder, 'link'), 'two');
  expect(fs.readFileSync(path.join(folder, 'real', 'target'), 'utf8')).toBe('two');
  expect(fs.lstatSync(path.join(folder, 'link')).isSymbolicLink()).toBe(true);
});

it('leaves no temporary file and the old content when it fails, and names the file', async () => {
  const blocked = path.join(folder, 'is-a-folder');
  fs.mkdirSync(blocked);
  await expect(writeFileAtomic(blocked, 'x')).rejects.toMatchObject({ name: 'HoneError', file: blocked });
  const old = path.join(folder, 'old');
  fs.writeFileSync(old, 'old');
  const broken = {
    get length(): number {
      throw new Error('no data');
    },
  } as unknown as Uint8Array;
  await expect(writeFileAtomic(old, broken)).rejects.toThrow();
  expect(fs.readFileSync(old, 'utf8')).toBe('old');
  expect(fs.readdirSync(folder).sort()).toEqual(['is-a-folder', 'old']);
});

it.runIf(posix)('ends on a loop of links', async () => {
  fs.symlinkSync('b', path.join(folder, 'a'));
  fs.symlinkSync('a', path.join(folder, 'b'));
  await expect(writeFileAtomic(path.join(folder, 'a'), 'x')).rejects.toThrow('loop');
});

it('never shows a part to a reader', async () => {
  const file = path.join(folder, 'shared');
  const texts = ['a', 'b'].map((letter) => letter.repeat(2_000_000));
  await writeFileAtomic(file, texts[0]!);
  let done = false;
  const writers = Promise.all(Array.from({ length: 20 }, (_, at) => writeFileAtomic(file, texts[at % 2]!))).then(
    () => (done = true),
  );
  while (!done) {
    expect(texts).toContain(await fs.promises.readFile(file, 'utf8'));
  }
  await writers;
});
