import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSourceFiles } from '../plan/source-files.js';
import type { LogEntry } from '../types.js';
import { openCandidateCache } from './candidate-cache.js';
import { cachedFixers } from './cached-fixers.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-fix-cached-'));
  write('src/a.py', 'import os\n');
  write('src/b.py', 'import re\n');
  write('src/a.ts', 'x;\n');
  write('pyproject.toml', '[project]\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const { signal } = new AbortController();
function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** The files that a fixer is really asked about. */
async function askedBy(id: string, names: readonly string[]): Promise<string[]> {
  const asked: string[] = [];
  const cache = openCandidateCache(path.join(root, 'state'));
  const propose = (entries: readonly LogEntry[]) => {
    asked.push(...entries.map(({ diagnostic }) => diagnostic.location?.file ?? ''));
    return Promise.resolve([]);
  };
  const [fixer] = cachedFixers([{ id, load: () => Promise.resolve({ id, propose }) }], cache);
  const entries = names.map((file): LogEntry => ({
    diagnostic: { tool: id, ruleId: 'R1', level: 'error', message: 'm', location: { file } },
    format: id,
    logLine: 1,
  }));
  const project = { name: 'app', root: '.' };
  const files = createSourceFiles(root);
  const context = { workspaceRoot: root, files, project, projects: [project], unsafe: false, signal };
  await (await fixer!.load()).propose(entries, context);
  cache.close();
  return asked;
}

it('asks ruff again for the file that changed, and for all when its settings or the modules did', async () => {
  const python = ['src/a.py', 'src/b.py'];
  expect(await askedBy('ruff', python)).toEqual(python);
  expect(await askedBy('ruff', python)).toEqual([]);
  write('src/a.py', 'import sys\n');
  expect(await askedBy('ruff', python)).toEqual(['src/a.py']);
  write('src/a.ts', 'y;\n');
  expect(await askedBy('ruff', python)).toEqual([]);
  write('pyproject.toml', '[tool.ruff]\n');
  expect(await askedBy('ruff', python)).toEqual(python);
  write('src/c.py', '');
  expect(await askedBy('ruff', python)).toEqual(python);
});

it.each(['typescript', 'eslint'])('asks %s again when any source, setting or package changed', async (id) => {
  expect(await askedBy(id, ['src/a.ts'])).toEqual(['src/a.ts']);
  expect(await askedBy(id, ['src/a.ts'])).toEqual([]);
  for (const file of ['src/new.ts', 'tsconfig.json', '.eslintrc', 'node_modules/.package-lock.json']) {
    write(file, '{}');
    expect(await askedBy(id, ['src/a.ts'])).toEqual(['src/a.ts']);
  }
  write('src/a.py', '');
  expect(await askedBy(id, ['src/a.ts'])).toEqual([]);
});

it('does not keep what costs little, or is kept by the tool', async () => {
  for (const id of ['suggestions', 'rules', 'rustc']) {
    await askedBy(id, ['src/a.ts']);
    expect(await askedBy(id, ['src/a.ts'])).toEqual(['src/a.ts']);
  }
});
