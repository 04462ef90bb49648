import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBuildTargets } from './build-targets.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hone-targets-'));
  mkdirSync(path.join(root, 'rust/.cargo'), { recursive: true });
  mkdirSync(path.join(root, '.cargo'));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (env: NodeJS.ProcessEnv = {}): string[] =>
  readBuildTargets(path.join(root, 'rust'), { CARGO_HOME: path.join(root, 'home'), ...env });

it('takes the nearest configuration', () => {
  expect(read()).toEqual([]);
  writeFileSync(path.join(root, '.cargo/config.toml'), '[build]\ntarget = ["a", "b"]\n');
  expect(read()).toEqual(['a', 'b']);
  writeFileSync(path.join(root, 'rust/.cargo/config.toml'), '[build]\ntarget = "c"\n');
  expect(read()).toEqual(['c']);
});

it('takes the environment before any of them, and nothing from a broken file', () => {
  writeFileSync(path.join(root, 'rust/.cargo/config.toml'), '[build\ntarget = "c"\n');
  expect(read()).toEqual([]);
  expect(read({ CARGO_BUILD_TARGET: 'd' })).toEqual(['d']);
});
