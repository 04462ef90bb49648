import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestWorkspace, findings, taskOf, type TestWorkspace } from '../../../tests/context-workspace.js';
import { findClashes } from './clashes.js';
import { planContext } from './plan.js';
import type { ContextPart, ContextRequest } from './types.js';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace();
});
afterEach(() => workspace.remove());

const empty = (...files: string[]): void => workspace.write(Object.fromEntries(files.map((file) => [file, ''])));
const files = (root: string): string[] => Object.keys(workspace.context(root));

it('leaves out what git, Nx and good sense leave out', async () => {
  workspace.write({ '.gitignore': '*.log\n', '.nxignore': 'app/skipped\n', 'app/.dockerignore': 'kept\n' });
  empty('app/kept/x', 'app/x.log', 'app/skipped/x', 'app/.git/x', 'app/node_modules/x', 'app/.venv/x');
  empty(
    'app/__pycache__/x',
    'app/Cargo.toml',
    'app/target/debug/x',
    'app/crates/c/Cargo.toml',
    'app/crates/c/target/x',
  );
  empty('app/src/target/x', 'app/.hidden', 'app/dist/x');
  await workspace.run('app');
  expect(files('app')).toEqual([
    'app/.dockerignore',
    'app/.hidden',
    'app/Cargo.toml',
    'app/crates/c/Cargo.toml',
    'app/dist/x',
    'app/kept/x',
    'app/src/target/x',
  ]);
});

it('takes no files of nested projects that are not in the closure', async () => {
  empty('app/x', 'app/inner/y', 'lib/x', 'lib/inner/y');
  const task = { ...taskOf('app', ['lib']), nestedRoots: ['app/inner'] };
  const request: ContextRequest = {
    workspaceRoot: workspace.root,
    project: { name: 'app', root: 'app', nestedRoots: task.nestedRoots },
    closure: [{ name: 'lib', root: 'lib', nestedRoots: ['lib/inner'] }],
  };
  const { entries } = await planContext(request);
  expect(entries.map((entry) => entry.path)).toEqual(['app/x', 'lib/x']);
  await workspace.run('app', ['app/inner', 'lib']);
  expect(files('app')).toEqual(['app/inner/y', 'app/x', 'lib/inner/y', 'lib/x']);
});

it('works for the project at the root', async () => {
  empty('x', 'dist/hone/y', 'dist/z');
  await workspace.run('.');
  await workspace.run('.');
  expect(files('.')).toEqual(['dist/z', 'x']);
});

it('brings the ignore file of the workspace for a Dockerfile without one', async () => {
  empty('.dockerignore', 'app/Dockerfile');
  await workspace.run('app');
  expect(files('app')).toContain('.dockerignore');
  empty('app/Dockerfile.dockerignore');
  await workspace.run('app');
  expect(files('app')).not.toContain('.dockerignore');
});

it('takes further files and folders', async () => {
  empty('app/x', 'proto/a/b.proto', 'pytest.ini', 'other/x');
  expect(findings(await workspace.run('app', [], { include: ['proto/', 'pytest.ini'] }))).toEqual([]);
  expect(files('app')).toEqual(['app/x', 'proto/a/b.proto', 'pytest.ini']);
  expect(findings(await workspace.run('app', [], { include: ['gone', '../elsewhere', '/etc'] }))).toEqual([
    'error outside-workspace : The option include names ../elsewhere, outside the workspace.',
    'error outside-workspace : The option include names /etc, outside the workspace.',
    'error unreadable : The option include names gone, which is not there.',
  ]);
});

it('puts what parts write in the place of project files, and refuses two contents of one path', async () => {
  empty('app/a.lock');
  const request: ContextRequest = { workspaceRoot: workspace.root, project: { name: 'app', root: 'app' }, closure: [] };
  const part = (text: string, lock: string) => (): Promise<ContextPart> =>
    Promise.resolve({
      locks: [lock],
      entries: [{ path: 'app/a.lock', source: { kind: 'text', text }, executable: false }],
      diagnostics: [],
    });
  const agreed = await planContext(request, {}, [part('1', 'b.lock'), part('1', 'a.lock')]);
  expect(agreed).toMatchObject({ locks: ['a.lock', 'b.lock'], diagnostics: [] });
  expect(agreed.entries).toMatchObject([{ path: 'app/a.lock', source: { text: '1' } }]);
  const { diagnostics } = await planContext(request, {}, [part('1', 'a.lock'), part('2', 'b.lock')]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'a.lock and b.lock want different contents in app/a.lock.',
  ]);
});

it('finds names that can not stand beside each other', () => {
  expect(
    findClashes(['a/B/x', 'a/b/x', 'a/b/y', 'c', 'c/d', 'e/README.md', 'e/readme.md', 'f']).map(
      ({ message }) => message,
    ),
  ).toEqual([
    'c would be both a file and a folder.',
    'a/B and a/b differ in their case alone.',
    'e/README.md and e/readme.md differ in their case alone.',
  ]);
});
