import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCaches } from './copy-caches.js';

const { signal } = new AbortController();
let base = '';
const at = (file: string): string => path.join(base, file);
const write = (file: string, text = ''): void => {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), text);
};

beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-caches-'));
  write('from/target/CACHEDIR.TAG');
  write('from/target/debug/deps/lib.rmeta', 'compiled');
  write('from/target/debug/incremental/app/x.bin', 'large');
  write('from/api/.mypy_cache/CACHEDIR.TAG');
  write('from/api/.mypy_cache/3.12/app.data.json', '{}');
  fs.utimesSync(at('from/target/debug/deps/lib.rmeta'), 1000, 2000);
  fs.mkdirSync(at('to'));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const files = ['Cargo.toml', 'api/pyproject.toml', 'web/package.json'];

it('takes what tools keep, with its times, and not what is of this place', async () => {
  expect(await copyCaches(at('from'), at('to'), files, signal)).toEqual(['target', 'api/.mypy_cache']);
  expect(fs.statSync(at('to/target/debug/deps/lib.rmeta')).mtimeMs).toBe(2_000_000);
  expect(fs.readFileSync(at('to/api/.mypy_cache/3.12/app.data.json'), 'utf8')).toBe('{}');
  expect(fs.existsSync(at('to/target/debug/incremental'))).toBe(false);
});

it('leaves out one that is too large, and a folder that only has the name', async () => {
  expect(await copyCaches(at('from'), at('to'), files, signal, 5)).toEqual(['api/.mypy_cache']);
  fs.rmSync(at('to'), { recursive: true });
  fs.mkdirSync(at('to'));
  fs.rmSync(at('from/target/CACHEDIR.TAG'));
  expect(await copyCaches(at('from'), at('to'), files, signal)).toEqual(['api/.mypy_cache']);
});
