import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextEngine } from '../../engine/context/context.js';
import { createTestWorkspace, digestIn, taskOf, type TestWorkspace } from '../../../tests/context-workspace.js';

const api = ['services/api', ['libs/core', 'libs/testkit']] as const;
const posix = process.platform !== 'win32';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = createTestWorkspace('uv-workspace');
  workspace.write({ '.gitignore': '*.log\n', '.dockerignore': '**/*.md\n' });
});
afterAll(() => workspace.remove());

/** Changes one file, compares the context before and after, and puts the file back. */
async function changes(file: string, edit: (text: string) => string): Promise<boolean> {
  const old = ((): string | undefined => {
    try {
      return workspace.read(file);
    } catch {
      return undefined;
    }
  })();
  const before = digestIn(await workspace.run(...api));
  const tree = workspace.context(api[0]);
  const text = edit(old ?? '');
  expect(text).not.toBe(old);
  workspace.write({ [file]: text });
  const after = digestIn(await workspace.run(...api));
  if (after === before) expect(workspace.context(api[0])).toEqual(tree);
  else expect(workspace.context(api[0])).not.toEqual(tree);
  if (old === undefined) rmSync(path.join(workspace.root, file), { force: true });
  else workspace.write({ [file]: old });
  return after !== before;
}

const append = (line: string) => (text: string) => `${text}${line}\n`;
const replace = (from: string, to: string) => (text: string) => text.replaceAll(from, to);

describe('what can change a context', () => {
  it.each<[string, (text: string) => string]>([
    ['services/api/src/api.py', append('# edited')],
    ['services/api/src/new.py', append('NEW = 1')],
    ['services/api/pyproject.toml', append('# edited')],
    ['services/api/Dockerfile', append('FROM scratch')],
    ['libs/core/src/core.py', append('# edited')],
    ['libs/testkit/src/testkit.py', append('# edited')],
    ['vendor/clock/clock.py', append('# edited')],
    ['pyproject.toml', replace('packaging<27', 'packaging<28')],
    ['pyproject.toml', replace('click>=8', 'click>=9')],
    ['pyproject.toml', replace('package = false', 'package = false\nno-binary-package = ["h11"]')],
    [
      'pyproject.toml',
      replace('clock = { path = "vendor/clock" }', 'clock = { path = "vendor/clock", editable = true }'),
    ],
    ['pyproject.toml', append('[[tool.uv.index]]\nurl = "https://pypi.example/simple"')],
    ['uv.toml', append('offline = true')],
    ['.python-version', append('3.12')],
    ['.dockerignore', append('**/*.txt')],
    ['uv.lock', replace('revision = 5', 'revision = 6')],
    ['uv.lock', replace('requires-python = ">=3.11"', 'requires-python = ">=3.12"')],
  ])('%s, edited (%#)', async (file, edit) => {
    expect(await changes(file, edit)).toBe(true);
  });

  it.runIf(posix)('whether a file can be run', async () => {
    const file = path.join(workspace.root, 'services/api/src/api.py');
    const before = digestIn(await workspace.run(...api));
    chmodSync(file, 0o600);
    expect(digestIn(await workspace.run(...api))).toBe(before);
    chmodSync(file, 0o700);
    expect(digestIn(await workspace.run(...api))).not.toBe(before);
    expect(workspace.context(api[0])['services/api/src/api.py']).toMatch(/^755 /);
    chmodSync(file, 0o644);
  });
});

describe('what can not', () => {
  it.each<[string, (text: string) => string]>([
    ['services/jobs/src/jobs.py', append('# edited')],
    ['services/jobs/pyproject.toml', replace('"click"', '"click>=8.1"')],
    ['services/jobs/Dockerfile', append('FROM scratch')],
    ['services/mail/pyproject.toml', append('[project]\nname = "mail"\nversion = "1"')],
    ['libs/extras/src/extras.py', append('# edited')],
    ['README.md', append('# edited')],
    ['pyproject.toml', append('# edited')],
    ['pyproject.toml', replace('line-length = 100', 'line-length = 120')],
    ['pyproject.toml', replace('version = "1.0.0"', 'version = "1.0.1"')],
    ['pyproject.toml', replace('dependencies = ["tomli-w"]', 'dependencies = ["tomli-w>=1"]')],
    ['pyproject.toml', replace('dev = ["pluggy"]', 'dev = ["pluggy", "pytest"]')],
    ['pyproject.toml', replace('tomli-w<2', 'tomli-w<3')],
    ['pyproject.toml', replace('extra = "new"', 'extra = "newer"')],
    ['pyproject.toml', replace('extras = { workspace = true }\n', '')],
    ['uv.lock', replace('    "jobs",\n', '    "jobs",\n    "mail",\n')],
    ['uv.lock', replace('{ name = "tomli-w", specifier = "<2" }', '{ name = "tomli-w", specifier = "<3" }')],
    ['uv.lock', replace('{ package = "jobs", extra = "new" }', '{ package = "jobs", extra = "newer" }')],
    ['uv.lock', replace('\n[manifest]', 'resolution-markers = [\n    "os_name == \'nt\'",\n]\n\n[manifest]')],
    ['services/api/.venv/pyvenv.cfg', append('home = /')],
    ['services/api/src/__pycache__/api.pyc', append('x')],
    ['services/api/node_modules/left/index.js', append('x')],
    ['services/api/debug.log', append('x')],
    ['dist/hone/services/api/docker-context/stray.txt', append('x')],
  ])('%s, edited (%#)', async (file, edit) => {
    expect(await changes(file, edit)).toBe(false);
  });
});

it('says what is in the context', async () => {
  workspace.write({ 'services/api/Dockerfile': 'FROM scratch\n', 'services/api/prod.Dockerfile': 'FROM scratch\n' });
  const outcome = await workspace.run(...api);
  expect(JSON.parse(outcome.outputs!['dist/hone/services/api/docker-context.json']!)).toEqual({
    schema: 1,
    project: 'api',
    root: 'services/api',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    files: Object.keys(workspace.context('services/api')).length,
    bytes: expect.any(Number) as unknown,
    projects: [
      { name: 'core', root: 'libs/core' },
      { name: 'testkit', root: 'libs/testkit' },
      { name: 'api', root: 'services/api' },
    ],
    locks: ['uv.lock'],
    dockerfiles: ['services/api/Dockerfile', 'services/api/prod.Dockerfile'],
  });
  rmSync(path.join(workspace.root, 'services/api/Dockerfile'));
  rmSync(path.join(workspace.root, 'services/api/prod.Dockerfile'));
});

it('gives the same bytes alone and in a batch, and goes on after a project that fails', async () => {
  const alone = digestIn(await workspace.run(...api));
  const broken = path.join(workspace.root, 'libs/extras/out');
  mkdirSync(path.dirname(broken), { recursive: true });
  symlinkSync('/', broken);
  const tasks = [taskOf('services/jobs', ['libs/extras']), taskOf(...api)];
  const context = { workspaceRoot: workspace.root, signal: new AbortController().signal, verbose: false };
  const digests: (string | undefined)[] = [];
  for await (const [, outcome] of contextEngine.run(tasks, context)) {
    digests.push(outcome.failed ? undefined : digestIn(outcome));
  }
  expect(digests).toEqual([undefined, alone]);
  rmSync(broken);
});
