import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFixture, runPlugin } from './fixtures/run-plugin.js';

let workspace: ReturnType<typeof copyFixture>;
const at = (file: string): string => path.join(workspace.root, file);
beforeEach(() => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', undefined);
  workspace = copyFixture('mixed');
});
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

describe('in a workspace of uv members, a poetry project, plain requirements and a broken manifest', () => {
  it('finds the projects and nothing else', async () => {
    const { projects } = await runPlugin(workspace.root);
    expect(Object.fromEntries(Object.entries(projects).map(([name, { root }]) => [name, root]))).toEqual({
      Acme_Core: 'libs/core',
      'acme-api': 'libs/api',
      broken: 'broken',
      'plain-service': 'services/plain',
      poet: 'services/poet',
    });
  });

  it('adds edges from manifests and imports, and to locked packages', async () => {
    expect((await runPlugin(workspace.root)).edges).toEqual([
      'Acme_Core -> pypi:idna@3.20 (libs/core/pyproject.toml)',
      'acme-api -> Acme_Core (libs/api/pyproject.toml)',
      'acme-api -> Acme_Core (libs/api/src/acme/api/__init__.py)',
      'acme-api -> Acme_Core (libs/api/src/acme/api/late.py)',
      'acme-api -> pypi:certifi@2026.10.18 (libs/api/pyproject.toml)',
      'broken -> Acme_Core (broken/broken_app/__init__.py)',
      'plain-service -> acme-api (services/plain/requirements.txt)',
      'plain-service -> poet (services/plain/app.py)',
      'poet -> Acme_Core (services/poet/pyproject.toml)',
    ]);
  });

  it('leaves out edges and nodes that are not wanted', async () => {
    const options = { python: { importEdges: false, externalNodes: false } };
    const { edges, externalNodes } = await runPlugin(workspace.root, options);
    expect(edges).toEqual([
      'acme-api -> Acme_Core (libs/api/pyproject.toml)',
      'plain-service -> acme-api (services/plain/requirements.txt)',
      'poet -> Acme_Core (services/poet/pyproject.toml)',
    ]);
    expect(externalNodes).toEqual([]);
    expect((await runPlugin(workspace.root, { python: { enabled: false } })).projects).toEqual({});
  });

  it('gives a slice of the lock to its members only', async () => {
    const { projects } = await runPlugin(workspace.root);
    const locks = Object.entries(projects).map(([name, { targets }]) => [name, targets?.['lock-slice']?.options.lock]);
    expect(Object.fromEntries(locks)).toEqual({
      Acme_Core: 'uv.lock',
      'acme-api': 'uv.lock',
      broken: undefined,
      'plain-service': undefined,
      poet: undefined,
    });
  });

  it('infers python-validate once it is installed', async () => {
    expect((await runPlugin(workspace.root)).projects['poet']?.targets).toEqual({});
    installValidate();
    const { projects } = await runPlugin(workspace.root);
    const target = projects['acme-api']?.targets?.['python-validate'];
    expect(target?.options).toMatchObject({
      workspaceModules: { 'acme.core': { distribution: 'acme-core', project: 'Acme_Core' } },
    });
    expect(projects['broken']?.targets).toHaveProperty('python-validate');
    const core = projects['Acme_Core']?.targets?.['python-validate'];
    expect(core?.inputs).toContain('{workspaceRoot}/tools/settings/ruff-base.toml');
    expect(projects['plain-service']?.targets?.['python-validate']?.inputs).toContain(
      '{workspaceRoot}/tools/common.txt',
    );
  });
});

describe('from one command to the next', () => {
  it('sees a changed import, manifest and lock, and a file that comes or goes', async () => {
    const edges = async (): Promise<string[]> => (await runPlugin(workspace.root)).edges;
    const before = await edges();
    const gained = async (): Promise<string[]> => (await edges()).filter((edge) => !before.includes(edge));

    writeFileSync(at('services/poet/poet/client.py'), 'from acme.api import late\n');
    expect(await gained()).toEqual(['poet -> acme-api (services/poet/poet/client.py)']);
    writeFileSync(at('services/poet/poet/client.py'), 'import json\n');
    expect(await gained()).toEqual([]);
    appendFileSync(at('services/plain/requirements.txt'), '-e ../poet\n');
    expect(await gained()).toEqual(['plain-service -> poet (services/plain/requirements.txt)']);
    writeFileSync(
      at('uv.lock'),
      readFileSync(at('uv.lock'), 'utf8').replace(/(name = "idna"\nversion = ").*"/, '$19.9"'),
    );
    expect(await gained()).toContain('Acme_Core -> pypi:idna@9.9 (libs/core/pyproject.toml)');
    rmSync(at('services/plain/app.py'));
    expect(await edges()).not.toContain('plain-service -> poet (services/plain/app.py)');
  });

  it('sees a change that keeps size and modification time', async () => {
    writeFileSync(at('services/poet/poet/client.py'), 'import json\n');
    await runPlugin(workspace.root);
    const { atime, mtime } = statSync(at('services/poet/poet/client.py'));
    writeFileSync(at('services/poet/poet/client.py'), 'import acme\n');
    writeFileSync(at('libs/core/src/acme/__init__.py'), '');
    utimesSync(at('services/poet/poet/client.py'), atime, mtime);
    expect((await runPlugin(workspace.root)).edges).toContain('poet -> Acme_Core (services/poet/poet/client.py)');
  });

  it('takes what another process left', async () => {
    await runPlugin(workspace.root);
    const file = cacheFile();
    // A cache that says something else proves that it is read.
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"acme core"', '"json"'));
    const edge = 'acme-api -> Acme_Core (libs/api/src/acme/api/__init__.py)';
    expect((await runInNewProcess()).edges).not.toContain(edge);
    writeFileSync(file, '{"key":');
    expect((await runInNewProcess()).edges).toContain(edge);
  });

  it('takes nothing that another version of the plugin left', async () => {
    const { edges } = await runPlugin(workspace.root);
    const { state } = JSON.parse(readFileSync(cacheFile(), 'utf8')) as { state: unknown };
    writeFileSync(cacheFile(), JSON.stringify({ key: '0.0.1/1', state }).replaceAll('"acme core"', '"json"'));
    expect((await runInNewProcess()).edges).toEqual(edges);
  });
});

it('finds modules where the build settings say', async () => {
  mkdirSync(at('services/poet/odd/verse'), { recursive: true });
  writeFileSync(at('services/poet/odd/verse/__init__.py'), '');
  writeFileSync(at('services/plain/app.py'), 'import verse\n');
  const edge = 'plain-service -> poet (services/plain/app.py)';
  expect((await runPlugin(workspace.root)).edges).not.toContain(edge);
  appendFileSync(at('services/poet/pyproject.toml'), '[[tool.poetry.packages]]\ninclude = "verse"\nfrom = "odd"\n');
  expect((await runPlugin(workspace.root)).edges).toContain(edge);
});

describe('names', () => {
  it('that clash become paths', async () => {
    writeFileSync(at('services/poet/pyproject.toml'), '[project]\nname = "acme-api"\nversion = "0"\n');
    expect(Object.keys((await runPlugin(workspace.root)).projects).sort()).toEqual([
      'Acme_Core',
      'broken',
      'libs-api',
      'plain-service',
      'services-poet',
    ]);
  });

  it('of npm workspaces count, and only of these', async () => {
    mkdirSync(at('web/poet'), { recursive: true });
    writeFileSync(at('web/poet/package.json'), '{ "name": "poet" }');
    expect((await runPlugin(workspace.root)).projects).toHaveProperty('poet');
    writeFileSync(at('package.json'), '{ "name": "mixed", "workspaces": ["web/*"] }');
    expect((await runPlugin(workspace.root)).projects).toHaveProperty('services-poet');
  });
});

function cacheFile(): string {
  return at('.nx/workspace-data/hone-python.json');
}

/** The plugin with none of the state that it keeps in memory. */
async function runInNewProcess(): ReturnType<typeof runPlugin> {
  vi.resetModules();
  const fresh = await import('./fixtures/run-plugin.js');
  return fresh.runPlugin(workspace.root);
}

function installValidate(): void {
  mkdirSync(at('node_modules/@hone/python-validate'), { recursive: true });
  writeFileSync(at('node_modules/@hone/python-validate/package.json'), '{ "version": "1.2.3" }');
}
