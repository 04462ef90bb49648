import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RuffFinder } from './find-ruff.js';

let workspace: string;
beforeEach(() => void (workspace = mkdtempSync(join(tmpdir(), 'hone-find-ruff-'))));
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** A program that writes down each time it is asked. */
function environment(folder: string, answer: string): string {
  const bin = join(workspace, folder, '.venv', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(workspace, folder, '.venv', 'pyvenv.cfg'), '');
  const log = join(bin, 'asked');
  appendFileSync(log, '');
  writeFileSync(join(bin, 'ruff'), `#!/bin/sh\necho "$@" >> '${log}'\n${answer}\n`);
  chmodSync(join(bin, 'ruff'), 0o755);
  return log;
}

describe.skipIf(process.platform === 'win32')('the ruff of a project', () => {
  it('is asked its version once, however many projects share it', async () => {
    const shared = environment('.', 'echo ruff 0.17.3');
    const own = environment('libs/own', 'echo ruff 0.9.0');
    const ruffs = new RuffFinder(workspace, new AbortController().signal);
    const roots = ['libs/a', 'libs/b', 'libs/own', 'libs/a'];
    const found = await Promise.all(roots.map((root) => ruffs.find(root)));
    expect(found.map((ruff) => ruff && 'version' in ruff && ruff.version)).toEqual([
      '0.17.3',
      '0.17.3',
      '0.9.0',
      '0.17.3',
    ]);
    expect([shared, own].map((log) => readFileSync(log, 'utf8'))).toEqual(['--version\n', '--version\n']);
  });

  it('is broken when it gives no version', async () => {
    environment('.', 'exit 3');
    const ruffs = new RuffFinder(workspace, new AbortController().signal);
    expect(await ruffs.find('libs/a')).toEqual({ broken: '`ruff --version` gave no version' });
  });
});
