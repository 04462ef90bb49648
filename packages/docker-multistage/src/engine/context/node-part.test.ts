import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestWorkspace, digestIn, findings, type TestWorkspace } from '../../../tests/context-workspace.js';
import { nodePart } from './node-part.js';

let workspace: TestWorkspace;
afterEach(() => workspace.remove());

const open = (fixture: string): TestWorkspace => (workspace = createTestWorkspace(fixture));
const inContext = (project: string, file: string): string =>
  workspace.context(project)[file]?.replace(/^644 /, '') ?? '';

function run(project: string, command: string, ...args: string[]): { status: number | null; stderr: string } {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: workspace.folder(project), encoding: 'utf8', shell });
}

const versionOf = (command: string): string =>
  spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Two yarns on one machine: the newer one by another name. */
const berry = versionOf('yarn-berry') === '' ? 'yarn' : 'yarn-berry';

/** Each package manager with its fixture, a frozen install, and one that would write a better lock if there was one. */
const MANAGERS: { fixture: string; lock: string; runs: boolean; frozen: string[]; free: string[] }[] = [
  {
    fixture: 'npm-workspace',
    lock: 'package-lock.json',
    runs: versionOf('npm') !== '',
    frozen: ['npm', 'ci', '--no-audit'],
    free: ['npm', 'install', '--package-lock-only', '--no-audit', '--ignore-scripts'],
  },
  {
    fixture: 'pnpm-workspace',
    lock: 'pnpm-lock.yaml',
    runs: /^(?:9|1\d)\./.test(versionOf('pnpm')),
    frozen: ['pnpm', 'install', '--frozen-lockfile'],
    free: ['pnpm', 'install', '--lockfile-only', '--no-frozen-lockfile'],
  },
  {
    fixture: 'yarn-classic',
    lock: 'yarn.lock',
    runs: versionOf('yarn').startsWith('1.'),
    frozen: ['yarn', 'install', '--frozen-lockfile', '--non-interactive'],
    free: ['yarn', 'install', '--non-interactive'],
  },
  {
    fixture: 'yarn-berry',
    lock: 'yarn.lock',
    runs: /^[4-9]\./.test(versionOf(berry)),
    frozen: [berry, 'install', '--immutable'],
    free: [berry, 'install', '--mode=update-lockfile', '--no-immutable'],
  },
];
for (const { fixture, runs, frozen } of MANAGERS) {
  if (!runs)
    console.warn(`SKIPPED ${fixture} contexts against the real ${frozen[0]}: it is missing, or of another version`);
}

const PROJECTS = [
  ['apps/web', ['libs/ui'], '@acme/ui'],
  ['apps/api', ['libs/util'], '@acme/util'],
] as const;

describe.each(MANAGERS)('$fixture', ({ fixture, lock, runs, frozen, free }) => {
  it.skipIf(!runs).each(PROJECTS)(
    '%s: a frozen install takes the lock, and another would write the same',
    async (project, closure, linked) => {
      open(fixture);
      await workspace.run(project, closure);
      const before = inContext(project, lock);
      const [command = '', ...args] = frozen;
      expect(run(project, command, ...args)).toMatchObject({ status: 0 });
      const folder = fixture.startsWith('pnpm')
        ? path.join(workspace.folder(project), project)
        : workspace.folder(project);
      expect(existsSync(path.join(folder, 'node_modules', linked, 'package.json'))).toBe(true);
      const [other = '', ...rest] = free;
      expect(run(project, other, ...rest)).toMatchObject({ status: 0 });
      const after = spawnSync('git', ['hash-object', lock], {
        cwd: workspace.folder(project),
        encoding: 'utf8',
      }).stdout;
      expect(after).toBe(spawnSync('git', ['hash-object', '--stdin'], { input: before, encoding: 'utf8' }).stdout);
    },
  );

  it('keeps every byte when a package changes that only others use', async () => {
    open(fixture);
    const before = digestIn(await workspace.run('apps/web', ['libs/ui']));
    const text = workspace.read(lock);
    // `debug` 2.6.9 is of `libs/util`, and `ms` 2.1.2 of `apps/web`.
    expect(text).toContain('2.6.9');
    workspace.write({ [lock]: text.replaceAll('2.6.9', '2.6.8') });
    expect(digestIn(await workspace.run('apps/web', ['libs/ui']))).toBe(before);
    workspace.write({ [lock]: text.replaceAll('2.1.2', '2.1.1') });
    expect(digestIn(await workspace.run('apps/web', ['libs/ui']))).not.toBe(before);
  });

  it('says which command adds a workspace that the lock does not know', async () => {
    open(fixture);
    workspace.write({ 'apps/new/package.json': '{ "name": "@acme/new", "dependencies": { "unheard-of": "1.0.0" } }' });
    const outcome = await workspace.run('apps/new');
    expect(findings(outcome).join('\n')).toMatch(
      /error lock .*package\.json: The (?:workspace apps\/new|dependency \S+) is not in /,
    );
    expect(outcome.report.diagnostics.map(({ hint }) => hint).join()).toContain('install');
  });
});

describe('npm', () => {
  it('has the root manifest with the workspaces that are there', async () => {
    open('npm-workspace');
    await workspace.run('apps/web', ['libs/ui']);
    expect(JSON.parse(inContext('apps/web', 'package.json'))).toMatchObject({
      workspaces: ['apps/web', 'libs/ui'],
      dependencies: { clsx: '2.1.1' },
    });
    expect(inContext('apps/web', 'package.json')).not.toContain('@acme/util');
    expect(Object.keys(workspace.context('apps/web')).sort()).toEqual([
      '.npmrc',
      'apps/web/package.json',
      'libs/ui/package.json',
      'package-lock.json',
      'package.json',
      'tools/after-install.mjs',
    ]);
  });

  it('leaves tokens out of .npmrc, but not variables that stand for one', async () => {
    open('npm-workspace');
    const outcome = await workspace.run('apps/web', ['libs/ui']);
    expect(inContext('apps/web', '.npmrc')).toBe('fund=false\n//npm.example.org/:_authToken=${NPM_TOKEN}\n');
    const finding = outcome.report.diagnostics.find(({ message }) => message.includes('_authToken'));
    expect(finding).toMatchObject({ level: 'warning', location: { file: '.npmrc', region: { start: { line: 2 } } } });
    expect(JSON.stringify(outcome)).not.toContain('not-a-real-token');
  });

  it.each([
    ['of an unknown version', '{\n  "lockfileVersion": 9\n}', 'package-lock.json: The lock file has format version 9'],
    ['that does not parse', '{\n  "a": 1,\n  oops\n}', 'package-lock.json: The file is not valid JSON'],
  ])('says what is wrong with a lock %s', async (_, text, message) => {
    open('npm-workspace').write({ 'package-lock.json': text });
    expect(findings(await workspace.run('apps/web', ['libs/ui'])).join('\n')).toContain(`error lock ${message}`);
  });
});

describe('one package.json for all projects', () => {
  const part = (externals?: string[]) =>
    nodePart({
      workspaceRoot: workspace.root,
      project: { name: 'site', root: 'apps/site' },
      closure: [],
      ...(externals && { externals }),
    });
  const rootOf = async (externals?: string[]): Promise<{ dependencies: object; devDependencies: object }> => {
    const entry = (await part(externals))?.entries.find(({ path: file }) => file === 'package.json');
    if (entry?.source.kind !== 'text') throw new Error('no package.json');
    return JSON.parse(entry.source.text) as { dependencies: object; devDependencies: object };
  };

  it('keeps what sources import and targets start, optional peers of these, and development dependencies', async () => {
    open('npm-integrated');
    const { dependencies, devDependencies } = await rootOf(['debug']);
    // `debug` finds `supports-color` where it is there.
    expect(Object.keys(dependencies)).toEqual(['debug', 'he', 'supports-color']);
    expect(Object.keys(devDependencies)).toEqual(['semver']);
  });

  it('keeps all where the graph does not tell, and says so', async () => {
    open('npm-integrated');
    expect(Object.keys((await rootOf()).dependencies)).toHaveLength(5);
    expect((await part())?.diagnostics.map(({ level }) => level)).toEqual(['note']);
    workspace.write({ 'nx.json': '{"pluginsConfig": {"@nx/js": {"analyzeSourceFiles": false}}}' });
    expect(Object.keys((await rootOf(['debug'])).dependencies)).toHaveLength(5);
  });

  it('is no part of a project without JavaScript', async () => {
    open('npm-integrated').write({ 'apps/api/main.py': '' });
    const request = {
      workspaceRoot: workspace.root,
      project: { name: 'api', root: 'apps/api' },
      closure: [],
      externals: [],
    };
    expect(await nodePart(request)).toBeUndefined();
  });
});

describe('a project that Nx builds', () => {
  const target = {
    executor: '@nx/esbuild:esbuild',
    options: { outputPath: 'dist/apps/shop', esbuildConfig: '{workspaceRoot}/tools/esbuild.config.js' },
  };
  const paths = { '@acme/ui': ['libs/ui/src/index.ts'], '@acme/other': ['libs/other/src/index.ts'] };

  const write = (): void => {
    workspace = createTestWorkspace();
    workspace.write({
      'package.json': '{ "name": "root", "dependencies": { "ms": "2.1.3" } }\n',
      'package-lock.json': JSON.stringify({
        name: 'root',
        lockfileVersion: 3,
        packages: {
          '': { name: 'root', dependencies: { ms: '2.1.3' } },
          'node_modules/ms': { version: '2.1.3', integrity: 'sha512-x' },
        },
      }),
      'nx.json': '{ "nxCloudAccessToken": "secret", "targetDefaults": {} }\n',
      'tsconfig.base.json': JSON.stringify({ compilerOptions: { baseUrl: '.', paths } }),
      'tsconfig.json': '{\n  // with a comment\n  "extends": "./tsconfig.base.json"\n}\n',
      'tools/esbuild.config.js': 'module.exports = {};\n',
      'apps/shop/project.json': JSON.stringify({ name: 'shop', targets: { build: target } }),
      'apps/shop/tsconfig.json': '{ "extends": "../../tsconfig.base.json" }\n',
      'libs/ui/src/index.ts': 'export {};\n',
    });
  };

  it('has the settings of the root, about the projects that are there and without a token', async () => {
    write();
    const outcome = await workspace.run('apps/shop', ['libs/ui']);
    expect(JSON.parse(inContext('apps/shop', 'tsconfig.base.json'))).toEqual({
      compilerOptions: { baseUrl: '.', paths: { '@acme/ui': paths['@acme/ui'] } },
    });
    expect(inContext('apps/shop', 'tsconfig.json')).toContain('// with a comment');
    expect(JSON.parse(inContext('apps/shop', 'nx.json'))).toEqual({ targetDefaults: {} });
    expect(inContext('apps/shop', 'tools/esbuild.config.js')).not.toBe('');
    // Nx does not see that file change.
    expect(findings(outcome).join('\n')).toContain('tools/esbuild.config.js');
  });

  it('is not touched by another library', async () => {
    write();
    const before = digestIn(await workspace.run('apps/shop', ['libs/ui']));
    const more = { ...paths, '@acme/new': ['libs/new/src/index.ts'] };
    workspace.write({ 'tsconfig.base.json': JSON.stringify({ compilerOptions: { baseUrl: '.', paths: more } }) });
    expect(digestIn(await workspace.run('apps/shop', ['libs/ui']))).toBe(before);
  });
});
