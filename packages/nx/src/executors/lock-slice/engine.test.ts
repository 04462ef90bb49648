import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LockSlice, parseLockSlice } from '@hone/core/locks';
import type { TaskOutcome } from '@hone/core/nx';
import { copyFixture } from '../../graph/fixtures/run-plugin.js';
import { lockSliceEngine } from './engine.js';

let workspace: ReturnType<typeof copyFixture>;
beforeEach(() => void (workspace = copyFixture('mixed')));
afterEach(() => workspace.remove());

const lockFile = (): string => path.join(workspace.root, 'uv.lock');

async function run(): Promise<Record<string, TaskOutcome>> {
  const tasks = ['api', 'core'].map((name) => ({
    id: name,
    project: name,
    root: `libs/${name}`,
    target: 'lock-slice',
    options: { lock: 'uv.lock', slicePath: 'dist/hone/{projectRoot}/python-lock-slice.json' },
    nestedRoots: [],
  }));
  const context = { workspaceRoot: workspace.root, signal: new AbortController().signal, verbose: false };
  const outcomes: Record<string, TaskOutcome> = {};
  for await (const [id, outcome] of lockSliceEngine.run(tasks, context)) outcomes[id] = outcome;
  return outcomes;
}

function sliceOf(outcome: TaskOutcome | undefined): LockSlice {
  const [text = ''] = Object.values(outcome?.outputs ?? {});
  return parseLockSlice(text)!;
}

it('cuts out what a project can see', async () => {
  const { api, core } = await run();
  expect(Object.keys(api?.outputs ?? {})).toEqual(['dist/hone/libs/api/python-lock-slice.json']);
  expect(sliceOf(api).packages.map(({ name }) => name)).toEqual(['acme-api', 'acme-core', 'certifi', 'idna']);
  expect(sliceOf(core).packages.map(({ name }) => name)).toEqual(['acme-core', 'idna']);
});

it('leaves a slice as it was when another package changes', async () => {
  const before = await run();
  const text = readFileSync(lockFile(), 'utf8');
  writeFileSync(lockFile(), text.replace(/(name = "certifi"\nversion = ").*"/, '$12030.1.1"'));
  const after = await run();
  expect(after['core']?.outputs).toEqual(before['core']?.outputs);
  expect(after['api']?.outputs).not.toEqual(before['api']?.outputs);
});

it('goes by the name in the manifest where two packages lie in one folder', async () => {
  const twin = '\n[[package]]\nname = "acme-twin"\nversion = "0.1.0"\nsource = { editable = "libs/core" }\n';
  appendFileSync(lockFile(), twin);
  const manifest = path.join(workspace.root, 'libs/core/pyproject.toml');
  expect(sliceOf((await run())['core']).root).toBe('acme-core');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('Acme_Core', 'acme-twin'));
  expect(sliceOf((await run())['core']).root).toBe('acme-twin');
});

it('warns of a broken lock, and leaves a slice that says so', async () => {
  writeFileSync(lockFile(), 'version = 1\n[[package]\n');
  const { core } = await run();
  expect(core?.report.diagnostics).toMatchObject([
    { ruleId: 'lock/unreadable', level: 'warning', location: { file: 'uv.lock', region: { start: { line: 2 } } } },
  ]);
  expect(sliceOf(core)).toMatchObject({ packages: [], problems: [{ file: 'uv.lock' }] });
});

it('warns of a lock that went away', async () => {
  rmSync(lockFile());
  const { core } = await run();
  expect(core?.report.diagnostics[0]?.message).toBe('The lock file is not there.');
});
