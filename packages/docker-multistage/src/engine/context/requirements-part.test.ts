import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, findings, type TestWorkspace } from '../../../tests/context-workspace.js';

const hasUv = spawnSync('uv', ['--version']).status === 0;
if (!hasUv) console.warn('SKIPPED pip contexts against the real uv: uv is missing: pip install uv');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createTestWorkspace('requirements');
});
afterEach(() => workspace.remove());

const web = ['services/web', ['libs/util']] as const;

it('brings what the requirements files of a project include, at its place', async () => {
  const outcome = await workspace.run(...web);
  expect(findings(outcome)).toEqual([]);
  expect(Object.keys(workspace.context('services/web'))).toEqual([
    'constraints.txt',
    'libs/util/pyproject.toml',
    'libs/util/util/__init__.py',
    'requirements/base.txt',
    'services/web/main.py',
    'services/web/requirements.in',
    'services/web/requirements.txt',
  ]);
});

it('cuts a file that only bounds versions down to what the project can install', async () => {
  await workspace.run(...web);
  const names = workspace.context('services/web')['constraints.txt']!.match(/^[a-z]\w*(?===)/gm);
  expect(names).toEqual(['certifi', 'colorama', 'h11', 'httpcore', 'iniconfig', 'sniffio']);
});

it.each([
  ['idna==3.20', 'idna==3.21', false],
  ['packaging==26.3', 'packaging==26.4', false],
  ['h11==0.16.0', 'h11==0.16.1', true],
  ['sniffio==1.3.1', 'sniffio==1.3.2', true],
])('after %s became %s the context has changed: %s', async (from, to, changed) => {
  const before = digestIn(await workspace.run(...web));
  workspace.write({ 'constraints.txt': workspace.read('constraints.txt').replace(from, to) });
  expect(digestIn(await workspace.run(...web)) !== before).toBe(changed);
});

it('keeps a file whole that something is installed from', async () => {
  const text = workspace.read('constraints.txt');
  workspace.write({ 'services/web/requirements.txt': '-r ../../constraints.txt\n' });
  await workspace.run(...web);
  expect(workspace.context('services/web')['constraints.txt']).toBe(`644 ${text}`);
});

it('finds a frozen file above a project that names none', async () => {
  rmSync(path.join(workspace.root, 'services/mail/requirements.txt'));
  await workspace.run('services/mail');
  const names = workspace.context('services/mail')['constraints.txt']!.match(/^[a-z]\w*(?===)/gm);
  expect(names).toEqual(['idna', 'packaging']);
});

it('keeps a file without `# via` whole, and says so', async () => {
  workspace.write({ 'constraints.txt': 'h11==0.16.0\nidna==3.20\n' });
  const outcome = await workspace.run(...web);
  expect(findings(outcome)).toEqual([
    'note lock constraints.txt: The file has entries without `# via` and is kept whole.',
  ]);
  expect(workspace.context('services/web')['constraints.txt']).toContain('idna');
});

it('brings a folder that is installed and is no project, and says that Nx does not see it', async () => {
  const outcome = await workspace.run('services/web');
  expect(findings(outcome)).toEqual([
    'warning not-a-dependency services/web/requirements.txt: A package lies in libs/util, which is not one of the projects that Nx knows as dependencies.',
  ]);
  expect(Object.keys(workspace.context('services/web'))).toContain('libs/util/util/__init__.py');
});

it('takes a path from the root of the workspace too, as pip does when it runs there', async () => {
  workspace.write({ 'services/web/requirements.txt': '-e ./libs/util\n' });
  expect(findings(await workspace.run(...web))).toEqual([]);
});

it.each([
  [
    '-e ../../../elsewhere\n',
    'error outside-workspace services/web/requirements.txt: A package lies in ../elsewhere, outside the workspace.',
  ],
  [
    '-r ../../../elsewhere.txt\n',
    "error outside-workspace services/web/requirements.txt: The included file '../../../elsewhere.txt' lies outside the workspace and is not read",
  ],
  [
    '-e ../../libs/gone\n',
    'error unreadable services/web/requirements.txt: A package lies in libs/gone, which is not there.',
  ],
  [
    '-r gone.txt\n',
    "warning unreadable services/web/requirements.txt: The included file 'services/web/gone.txt' can't be read: there is no such file",
  ],
])('says what is wrong with %j', async (text, finding) => {
  workspace.write({ 'services/web/requirements.txt': text });
  expect(findings(await workspace.run(...web))).toEqual([finding]);
});

describe.skipIf(!hasUv)('the real uv pip', () => {
  it('takes from the context what it takes from the workspace', async () => {
    await workspace.run(...web);
    const pins = (cwd: string): string[] => {
      const args = ['pip', 'compile', '-q', '--no-header', '--no-annotate', 'requirements.txt'];
      const { stdout, stderr } = spawnSync('uv', args, { cwd: path.join(cwd, 'services/web'), encoding: 'utf8' });
      expect(stderr).toBe('');
      return stdout.split('\n').filter((line) => line.includes('=='));
    };
    const wanted = pins(workspace.root);
    expect(wanted).toContain('httpcore==1.0.9');
    expect(pins(workspace.folder('services/web'))).toEqual(wanted);
  });
});
