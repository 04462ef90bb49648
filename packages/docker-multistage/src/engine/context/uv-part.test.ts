import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, findings, type TestWorkspace } from '../../../tests/context-workspace.js';

const hasUv = spawnSync('uv', ['--version']).status === 0;
if (!hasUv) console.warn('SKIPPED uv contexts against the real uv: uv is missing: pip install uv');

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = createTestWorkspace('uv-workspace');
});
afterAll(() => workspace.remove());

function uv(cwd: string, ...args: string[]): { status: number | null; text: string } {
  // An environment of the one who runs the tests must not be taken for the project's.
  const env = { ...process.env, VIRTUAL_ENV: undefined, UV_PROJECT_ENVIRONMENT: undefined, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync('uv', args, { cwd, env, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

/** Names and versions that uv would install. */
const planned = (cwd: string, ...args: string[]): string[] => {
  const { status, text } = uv(cwd, 'sync', '--offline', '--dry-run', ...args);
  expect(text).not.toContain('error');
  expect(status).toBe(0);
  return [...text.matchAll(/^ \+ ([\w.-]+)(?:==(\S+))?/gm)].map(([, name, version = '']) => `${name} ${version}`);
};

/** Root, closure, and what `uv sync` is asked for. Groups are the project's own: those of the root are in no context. */
const projects: [string, string[], string[][]][] = [
  ['services/api', ['libs/core', 'libs/testkit'], [[], ['--all-groups', '--extra', 'old']]],
  ['services/jobs', ['libs/extras'], [[], ['--all-extras', '--no-dev']]],
  ['libs/core', ['libs/testkit'], [['--all-groups']]],
];

describe('what uv takes from the workspace', () => {
  it('is in the context: an index that is a folder, and what builds a member', async () => {
    const single = createTestWorkspace('uv-single');
    try {
      const lock = single.read('tools/report/uv.lock');
      const manifest = single.read('tools/report/pyproject.toml');
      single.write({
        'wheels/h11.whl': 'x',
        'tools/backend/pyproject.toml': '',
        'tools/report/uv.lock': lock.replace('registry = "https://pypi.org/simple"', 'registry = "../../wheels"'),
        'tools/report/pyproject.toml': `${manifest}
[build-system]
requires = ["backend"]

[tool.uv.sources]
backend = { path = "../backend" }
`,
      });
      const outcome = await single.run('tools/report');
      expect(findings(outcome)).toEqual([
        'warning not-a-dependency tools/report/pyproject.toml: The package backend lies in tools/backend, which is not one of the projects that Nx knows as dependencies.',
        'warning not-a-dependency tools/report/uv.lock: An index lies in wheels, which is not one of the projects that Nx knows as dependencies.',
      ]);
      expect(Object.keys(single.context('tools/report'))).toEqual(
        expect.arrayContaining(['tools/backend/pyproject.toml', 'wheels/h11.whl']),
      );
    } finally {
      single.remove();
    }
  });

  it.each([
    ['is broken', (lock: string) => lock.replace('[[package]]', '[[package'), 'error lock uv.lock'],
    ['leads out', (lock: string) => lock.replaceAll('vendor/clock', '../clock'), 'error outside-workspace uv.lock'],
    [
      'names a folder that is gone',
      (lock: string) => lock.replaceAll('vendor/clock', 'vendor/gone'),
      'error unreadable uv.lock',
    ],
    ['is laid out otherwise', (lock: string) => lock.replace('[[package]]', '[[ package ]]'), 'warning lock uv.lock'],
  ])('is not written, or kept whole, from a lock that %s', async (_, change, finding) => {
    const lock = workspace.read('uv.lock');
    workspace.write({ 'uv.lock': change(lock) });
    const outcome = await workspace.run('services/api', ['libs/core', 'libs/testkit', 'vendor/clock']);
    workspace.write({ 'uv.lock': lock });
    expect(findings(outcome).map((text) => text.split(':')[0])).toContain(finding);
    expect(Boolean(outcome.failed)).toBe(finding.startsWith('error'));
  });
});

describe.skipIf(!hasUv)('the real uv', () => {
  it.each(projects)(
    'takes the context of %s as locked and as frozen, and installs the same',
    async (root, closure, choices) => {
      await workspace.run(root, closure);
      // Away from the workspace, whose own manifests uv would find above.
      const copy = mkdtempSync(path.join(tmpdir(), 'hone-uv-context-'));
      try {
        cpSync(workspace.folder(root), copy, { recursive: true });
        const check = uv(copy, 'lock', '--check', '--offline');
        expect(check.text).toContain('Resolved');
        expect(check.status).toBe(0);
        const choice = ['--package', path.posix.basename(root)];
        for (const options of choices) {
          const wanted = planned(workspace.root, '--frozen', ...choice, ...options);
          expect(planned(copy, '--frozen', ...choice, ...options)).toEqual(wanted);
          expect(planned(copy, '--locked', ...choice, ...options)).toEqual(wanted);
        }
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  );

  it('takes the context of a project with a lock of its own, which is the lock as it was', async () => {
    const single = createTestWorkspace('uv-single');
    try {
      await single.run('tools/report');
      expect(single.context('tools/report')).toEqual({
        'tools/report/pyproject.toml': `644 ${single.read('tools/report/pyproject.toml')}`,
        'tools/report/report.py': `644 ${single.read('tools/report/report.py')}`,
        'tools/report/uv.lock': `644 ${single.read('tools/report/uv.lock')}`,
      });
    } finally {
      single.remove();
    }
  });

  it.each([
    ['alone', []],
    ['with a member', ['libs/core', 'libs/testkit']],
  ])('takes the context of a workspace root that is the project itself, %s', async (_, closure) => {
    await workspace.run('.', closure);
    const copy = mkdtempSync(path.join(tmpdir(), 'hone-uv-context-'));
    try {
      cpSync(workspace.folder('.'), copy, { recursive: true });
      const choice = ['--frozen', '--package', 'workshop'];
      expect(planned(copy, ...choice)).toEqual(planned(workspace.root, ...choice));
      const check = uv(copy, 'lock', '--check', '--offline');
      expect(check.text).toContain('Resolved');
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('installs from a context', async () => {
    await workspace.run('services/jobs', ['libs/extras']);
    const copy = mkdtempSync(path.join(tmpdir(), 'hone-uv-context-'));
    try {
      cpSync(workspace.folder('services/jobs'), copy, { recursive: true });
      const { status, text } = uv(copy, 'sync', '--locked', '--package', 'jobs', '--no-dev');
      expect(text).toContain('tomli-w');
      expect(status).toBe(0);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('agrees on which packages can change a context', async () => {
    const lock = workspace.read('uv.lock');
    const packages = [...lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = \{ registry/gm)];
    expect(packages).toHaveLength(18);
    const exported = (name: string, ...groups: string[]): string[] => {
      const options = ['--frozen', '--all-extras', ...groups, '--no-hashes', '--no-header', '--offline'];
      const { text } = uv(workspace.root, 'export', '--package', name, ...options);
      return [...text.matchAll(/^([\w.-]+)==(\S+)/gm)].map(([, distribution, version]) => `${distribution} ${version}`);
    };
    // A group of `core` asks for `testkit`, which is a project of the closure by that.
    const inside = { api: [...exported('api', '--all-groups'), ...exported('testkit')], jobs: exported('jobs') };
    for (const [root, closure] of projects.slice(0, 2)) {
      const before = digestIn(await workspace.run(root, closure));
      for (const [, name, version] of packages) {
        workspace.write({ 'uv.lock': bump(lock, name!, version!) });
        const after = digestIn(await workspace.run(root, closure));
        const isInside = inside[path.basename(root) as 'api' | 'jobs'].includes(`${name} ${version}`);
        expect([root, name, version, after !== before]).toEqual([root, name, version, isInside]);
      }
      workspace.write({ 'uv.lock': lock });
    }
  });
});

/** The lock with another version of one package, as a lock that holds several versions of it names it. */
function bump(lock: string, name: string, version: string): string {
  return lock
    .replaceAll(`name = "${name}"\nversion = "${version}"`, `name = "${name}"\nversion = "${version}.9"`)
    .replaceAll(`name = "${name}", version = "${version}"`, `name = "${name}", version = "${version}.9"`);
}
