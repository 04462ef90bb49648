import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseCargoLockSlice } from '@hone/core/cargo';
import { parseLockSlice } from '@hone/core/locks';
import type { TaskOutcome } from '@hone/core/nx';
import { copyFixture } from '../../graph/fixtures/run-plugin.js';
import { lockSliceEngine } from './engine.js';
import type { LockSliceOptions } from './schema.js';

let workspace: ReturnType<typeof copyFixture>;
beforeEach(() => void (workspace = copyFixture('crates')));
afterEach(() => workspace.remove());

const ROOTS = ['crates/api', 'crates/core', 'crates/macros', 'native', 'services/server'];
const slicePath = 'dist/hone/{projectRoot}/cargo-lock-slice.json';

async function run(
  roots = ROOTS,
  options: LockSliceOptions = { lock: 'Cargo.lock', slicePath },
): Promise<Record<string, TaskOutcome>> {
  const tasks = roots.map((root) => ({
    id: root,
    project: root,
    root,
    target: 'lock-slice',
    options,
    nestedRoots: [],
  }));
  const context = { workspaceRoot: workspace.root, signal: new AbortController().signal, verbose: false };
  const outcomes: Record<string, TaskOutcome> = {};
  for await (const [id, outcome] of lockSliceEngine.run(tasks, context)) outcomes[id] = outcome;
  return outcomes;
}

const sliceOf = (outcomes: Record<string, TaskOutcome>, root: string): string =>
  outcomes[root]?.outputs?.[`dist/hone/${root}/cargo-lock-slice.json`] ?? '';

function editLock(change: (text: string) => string): void {
  const file = path.join(workspace.root, 'Cargo.lock');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

it('cuts out what a crate can see, development dependencies of others left out', async () => {
  const outcomes = await run();
  const names = (root: string) => parseCargoLockSlice(sliceOf(outcomes, root))?.packages.map(({ name }) => name);
  expect(names('crates/core')).toEqual(['acme-core', 'serde', 'serde_derive', 'syn']);
  expect(names('services/server')).toEqual(
    expect.arrayContaining(['server', 'acme-api', 'acme-core', 'axum', 'hyper', 'itoa']),
  );
  expect(names('crates/api')).not.toContain('axum');
});

it.each([
  ['itoa', ['services/server']],
  ['protox', ['crates/api', 'crates/macros', 'services/server']],
  ['serde_derive', ROOTS],
])('changes of %s change the slices of those whose closure holds it', async (name, expected) => {
  const before = await run();
  editLock((text) => text.replace(new RegExp(`(name = "${name}"\nversion = ")[^"]+`), '$19.9.9'));
  const after = await run();
  expect(ROOTS.filter((root) => sliceOf(before, root) !== sliceOf(after, root))).toEqual(expected);
});

it('cuts both locks of a folder that is a project in Python and in Rust', async () => {
  const slices = [
    { lock: 'native/uv.lock', slicePath: 'dist/hone/{projectRoot}/python-lock-slice.json' },
    { lock: 'Cargo.lock', slicePath },
  ];
  const outcomes = await run(['native'], { slices });
  const python = outcomes['native']?.outputs?.['dist/hone/native/python-lock-slice.json'] ?? '';
  expect(parseLockSlice(python)?.packages.map(({ name }) => name)).toEqual(['fast', 'idna']);
  expect(parseCargoLockSlice(sliceOf(outcomes, 'native'))?.root).toBe('fast-native');
});

it('warns of a lock that is broken, gone or of no known kind', async () => {
  const problem = async (lock: string) =>
    (await run(['crates/core'], { lock, slicePath }))['crates/core']?.report.diagnostics[0];
  expect(await problem('Pipfile.lock')).toMatchObject({ level: 'warning', message: 'Not a lock file that is known.' });
  editLock((text) => `${text}\n[[package\n`);
  expect(await problem('Cargo.lock')).toMatchObject({ ruleId: 'lock/unreadable', location: { file: 'Cargo.lock' } });
  rmSync(path.join(workspace.root, 'Cargo.lock'));
  expect(await problem('Cargo.lock')).toMatchObject({ message: 'The lock file is not there.' });
});
