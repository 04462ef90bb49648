import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderUnifiedDiff } from '@hone/core/edits';
import { createWalker } from '@hone/core/files';
import { findTool, runProcess } from '@hone/core/process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyRemoval, undoRemoval } from './apply-removal.js';
import { relockAll } from './relock-all.js';
import { sharedWith } from './shared-files.js';
import { lockOf, relock } from './lock-tools.js';
import { withWorkspaceDependencies } from './workspace-dependencies.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const { signal } = new AbortController();
let workspaceRoot: string;
beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(os.tmpdir(), 'hone-removal-'));
});
afterEach(() => rmSync(workspaceRoot, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(path.join(workspaceRoot, file), 'utf8');
const put = (file: string, text: string): void => writeFileSync(path.join(workspaceRoot, file), text);
const has = (tool: string): boolean => findTool(tool, { workspaceRoot: os.tmpdir() }) !== undefined;

/** Takes a text out of a file of the workspace. */
const without = (file: string, text: string) => ({
  path: file,
  before: read(file),
  after: read(file).replace(text, ''),
});

describe.each([
  ['uv', 'pyproject.toml', '  "gone",\n', 'uv.lock'],
  ['poetry', 'pyproject.toml', 'gone = { path = "gone" }\n', 'poetry.lock'],
  ['npm', 'package.json', ', "gone": "file:gone"', 'package-lock.json'],
])('the lock of %s', (tool, manifest, line, lock) => {
  if (!has(tool)) console.warn(`SKIPPED the lock of ${tool}: ${tool} is missing: install it to run these tests.`);

  it.skipIf(!has(tool))('follows the manifest, and what stays keeps its version', async () => {
    cpSync(path.join(fixtures, tool), workspaceRoot, { recursive: true });
    const changes = [without(manifest, line)];
    const { written } = await applyRemoval(workspaceRoot, changes);
    const { notes, undone } = await relockAll(written, { workspaceRoot, signal });
    expect(notes.get(lock)).toContain(`${lock}: brought up to date with \`${tool} `);
    expect(undone.size).toBe(0);
    expect(read(lock)).toContain('stays');
    expect(read(lock)).not.toContain('gone');
  });
});

describe('cargo', () => {
  const [app, other] = ['app/Cargo.toml', 'other/Cargo.toml'];
  beforeEach(() => cpSync(path.join(fixtures, 'cargo'), workspaceRoot, { recursive: true }));

  it('takes an inherited crate out of the workspace with its last member', () => {
    const first = without(app, 'gone.workspace = true\n');
    expect(withWorkspaceDependencies(workspaceRoot, [first])).toEqual([first]);
    const second = without(other, 'gone = { workspace = true }\n');
    const changes = withWorkspaceDependencies(workspaceRoot, [first, second]);
    expect(changes.map((change) => change.path)).toEqual([app, other, 'Cargo.toml']);
    expect(changes[2]?.after).toBe(read('Cargo.toml').replace('gone = { path = "gone" }\n', ''));
  });

  it.skipIf(!has('cargo'))('updates one lock for all members', async () => {
    const changes = [without(app, 'gone.workspace = true\n'), without(other, 'gone = { workspace = true }\n')];
    const { written } = await applyRemoval(workspaceRoot, withWorkspaceDependencies(workspaceRoot, changes));
    const { notes } = await relockAll(written, { workspaceRoot, signal });
    expect([...notes.keys()]).toEqual(['Cargo.lock']);
    expect(read('Cargo.lock')).not.toContain('gone');
  });

  it.skipIf(!has('cargo'))('puts back what cargo refuses', async () => {
    const [manifest, lock] = [read(app), read('Cargo.lock')];
    const { written } = await applyRemoval(workspaceRoot, [{ path: app, before: manifest, after: '[package\n' }]);
    const { notes, undone } = await relockAll(written, { workspaceRoot, signal });
    expect(notes.get('Cargo.lock')).toMatch(/^Cargo.lock: `cargo update --workspace` ended with exit code 101\. error/);
    expect([...undone]).toEqual([app]);
    expect([read(app), read('Cargo.lock')]).toEqual([manifest, lock]);
  });
});

it('says which tool is missing, and leaves the lock', async () => {
  put('package.json', '{}');
  put('pnpm-lock.yaml', 'old');
  const change = [{ path: 'package.json', before: '{}', after: '{ }' }];
  const { PATH } = process.env;
  process.env['PATH'] = '';
  try {
    const { notes, undone } = await relockAll(change, { workspaceRoot, signal });
    expect(notes.get('pnpm-lock.yaml')).toBe(
      'pnpm-lock.yaml is out of date: pnpm is not installed. Run `pnpm install --lockfile-only --ignore-scripts`.',
    );
    expect(undone.size).toBe(0);
  } finally {
    process.env['PATH'] = PATH;
  }
});

it('leaves a file that has changed since it was read, and one that is read-only', async () => {
  put('a.txt', 'new');
  put('b.txt', 'old');
  chmodSync(path.join(workspaceRoot, 'b.txt'), 0o444);
  const changes = ['a.txt', 'b.txt', 'c.txt'].map((file) => ({ path: file, before: 'old', after: 'less' }));
  const { written, left } = await applyRemoval(workspaceRoot, changes);
  expect(written).toEqual([]);
  expect(left.map(({ message, location }) => [location?.file, message.split(',')[0]])).toEqual([
    ['a.txt', 'It was changed by something else since it was read'],
    ['b.txt', 'It is read-only'],
    ['c.txt', 'It was changed by something else since it was read'],
  ]);
  expect([read('a.txt'), read('b.txt'), existsSync(path.join(workspaceRoot, 'c.txt'))]).toEqual(['new', 'old', false]);
});

it('puts back what it wrote, and nothing that somebody changed since', async () => {
  put('a.txt', 'old');
  put('b.txt', 'old');
  const changes = ['a.txt', 'b.txt'].map((file) => ({ path: file, before: 'old', after: 'less' }));
  const { written } = await applyRemoval(workspaceRoot, changes);
  put('b.txt', 'mine');
  undoRemoval(workspaceRoot, written);
  expect([read('a.txt'), read('b.txt')]).toEqual(['old', 'mine']);
});

it('knows a requirements file that another project includes', () => {
  for (const [file, text] of [
    ['a/requirements.txt', '-r ../base.txt\n'],
    ['a/own.txt', 'flask\n'],
    ['b/requirements.txt', '--requirement=../base.txt\n'],
    ['base.txt', 'yaml\n'],
  ] as const) {
    cpSync(path.join(fixtures, 'npm/package.json'), path.join(workspaceRoot, path.dirname(file), 'package.json'));
    put(file, text);
  }
  const project = { name: 'a', root: 'a' };
  const walker = createWalker(workspaceRoot);
  const request = { workspaceRoot, project, nestedRoots: [], closure: [], options: {}, walker };
  expect(sharedWith(request, 'base.txt')).toBe('b/requirements.txt of another project includes it');
  expect(sharedWith(request, 'a/own.txt')).toBeUndefined();
});

it.each([
  ['LF', 'a\nb\nc\n', 'a\nc\n'],
  ['CRLF', 'a\r\nb\r\nc\r\n', 'a\r\nc\r\n'],
  ['no line end at the end', 'a\nb\nc', 'a\nb'],
  ['a byte order mark', '\uFEFFa\r\nb', '\uFEFFb'],
])('writes patches that git applies: %s', async (_name, before, after) => {
  put('requirements.txt', before);
  const input = renderUnifiedDiff([{ path: 'requirements.txt', before, after }]);
  const result = await runProcess({ command: 'git', args: ['apply', '-'], cwd: workspaceRoot, input });
  expect(result).toMatchObject({ kind: 'exited', code: 0 });
  expect(read('requirements.txt')).toBe(after);
});

it('finds the lock of a requirements file that a pyproject.toml takes its dependencies from', () => {
  mkdirSync(path.join(workspaceRoot, 'app/lists'), { recursive: true });
  put(
    'app/pyproject.toml',
    '[project]\nname = "app"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["lists/own.txt"] }\n',
  );
  put('app/uv.lock', 'version = 1\n');
  put('app/lists/own.txt', 'flask\n');
  put('app/lists/other.txt', 'flask\n');
  expect(lockOf(workspaceRoot, 'app/lists/own.txt')).toBe('app/uv.lock');
  expect(lockOf(workspaceRoot, 'app/setup.cfg')).toBe('app/uv.lock');
  expect(lockOf(workspaceRoot, 'app/lists/other.txt')).toBeUndefined();
});

it.skipIf(!has('uv'))(
  'has uv read the requirements file again that a pyproject.toml takes its dependencies from',
  async () => {
    cpSync(path.join(fixtures, 'uv'), workspaceRoot, { recursive: true });
    const project = '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\ndynamic = ["dependencies"]\n';
    const from =
      '[tool.setuptools]\npy-modules = []\n[tool.setuptools.dynamic]\ndependencies = { file = ["own.txt"] }\n';
    const sources = '[tool.uv.sources]\ngone = { path = "gone" }\nstays = { path = "stays" }\n';
    put('pyproject.toml', `${project}${from}${sources}`);
    put('own.txt', 'gone\nstays\n');
    rmSync(path.join(workspaceRoot, 'uv.lock'));
    const context = { workspaceRoot, signal };
    const first = await relock('uv.lock', context);
    if (first.status !== 'updated') return console.warn(`SKIPPED uv with setuptools: it can not be had: ${first.note}`);
    expect(read('uv.lock')).toContain('name = "gone"');
    put('own.txt', 'stays\n');
    await relock('uv.lock', context);
    expect(read('uv.lock')).not.toContain('name = "gone"');
  },
);
