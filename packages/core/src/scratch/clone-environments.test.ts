import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cloneEnvironments } from './clone-environments.js';

let base: string;
const at = (...parts: string[]): string => path.join(base, ...parts);
const write = (name: string, text: string, mode = 0o644): void => {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true });
  fs.writeFileSync(at(name), text, { mode });
};
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-clone-')));
  fs.mkdirSync(at('to'));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

it('gives the copy environments that work there, and shares no file that can be changed through it', async () => {
  write('from/app/.venv/pyvenv.cfg', 'home = /usr/bin\n');
  write('from/app/.venv/bin/tool', `#!${at('from/app/.venv/bin/python')}\n`, 0o755);
  write('from/app/.venv/lib/python3/site-packages/app.pth', `${at('from/app/src')}\n`);
  write('from/app/.venv/lib/python3/site-packages/dep/__init__.py', 'x = 1\n');
  write('from/app/.venv/lib/python3/site-packages/dep/__pycache__/x.pyc', '');
  fs.symlinkSync('/usr/bin/env', at('from/app/.venv/bin/python'));
  write('from/lib/venv/not-an-environment.py', '');

  expect(await cloneEnvironments(at('from'), at('to'), ['app', 'lib'])).toEqual([path.join('app', '.venv')]);
  const read = (name: string): string => fs.readFileSync(at('to/app/.venv', name), 'utf8');
  expect(read('bin/tool')).toBe(`#!${at('to/app/.venv/bin/python')}\n`);
  expect(fs.statSync(at('to/app/.venv/bin/tool')).mode & 0o111).not.toBe(0);
  expect(read('lib/python3/site-packages/app.pth')).toBe(`${at('to/app/src')}\n`);
  expect(fs.readlinkSync(at('to/app/.venv/bin/python'))).toBe('/usr/bin/env');
  expect(fs.readdirSync(at('to/app/.venv/lib/python3/site-packages/dep'))).toEqual(['__init__.py']);

  const installed = at('to/app/.venv/lib/python3/site-packages/dep/__init__.py');
  fs.rmSync(installed);
  fs.writeFileSync(installed, 'x = 2\n');
  expect(fs.readFileSync(installed.replace('/to/', '/from/'), 'utf8')).toBe('x = 1\n');
});
