import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFixtureFrom, runPlugin } from '../graph/fixtures/run-plugin.js';
import type { HoneOptions } from '../graph/options.js';

let workspace: ReturnType<typeof copyFixtureFrom>;
const at = (file: string): string => path.join(workspace.root, file);

beforeEach(() => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', undefined);
  workspace = copyFixtureFrom(new URL('fixtures/images', import.meta.url));
  mkdirSync(at('node_modules/@hone/docker-multistage'), { recursive: true });
  writeFileSync(at('node_modules/@hone/docker-multistage/package.json'), '{ "version": "1.2.3" }');
});
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

/** The targets of Docker by the project's folder. */
async function targets(options: HoneOptions = {}): Promise<Record<string, Record<string, TargetConfiguration>>> {
  const { byRoot } = await runPlugin(workspace.root, options);
  const entries = Object.entries(byRoot).map(([root, project]) => {
    const docker = Object.entries(project.targets ?? {}).filter(([name]) => name.startsWith('docker'));
    return [root, Object.fromEntries(docker)] as const;
  });
  return Object.fromEntries(entries.filter(([, found]) => Object.keys(found).length > 0));
}

const lintOptions = async (root: string, options?: HoneOptions) =>
  (await targets(options))[root]?.['docker-lint']?.options as Record<string, unknown>;

describe('in a workspace of Python, Rust and npm projects', () => {
  it('gives each Dockerfile to the nearest project, whoever finds that, and to no other', async () => {
    expect(Object.keys(await targets()).sort()).toEqual(['crates/router', 'services/shop', 'web/site']);
    const { byRoot } = await runPlugin(workspace.root);
    expect(byRoot['web/site']).not.toHaveProperty('name');
    expect(byRoot['web/site']?.metadata).toEqual({ technologies: ['docker'] });
    expect(byRoot['services/shop']).toMatchObject({ name: 'shop', metadata: { technologies: ['python', 'docker'] } });
    // The lock is no matter of Docker's.
    expect(byRoot['services/shop']?.targets?.['lock-slice']?.metadata?.technologies).toEqual(['python']);
  });

  it('finds them by their usual names, with the context that each is written for', async () => {
    expect((await lintOptions('services/shop'))['found']).toEqual({
      'services/shop/Dockerfile': '.',
      'services/shop/Dockerfile.prod': '.',
      'services/shop/docker/worker/Dockerfile': 'services/shop',
    });
    expect((await lintOptions('crates/router'))['found']).toEqual({ 'crates/router/Containerfile': 'crates/router' });
  });

  it('names only the projects that a Dockerfile copies and that no known edge leads to', async () => {
    expect((await lintOptions('services/shop'))['outsideClosure']).toEqual({ 'libs/billing': 'billing' });
    expect((await lintOptions('web/site'))['outsideClosure']).toEqual({ 'web/ui': '@acme/ui' });
    expect(await lintOptions('crates/router')).not.toHaveProperty('outsideClosure');
  });

  it('has files of nobody that a Dockerfile copies in the context, and what crates read elsewhere among its inputs', async () => {
    mkdirSync(at('certificates'));
    writeFileSync(at('certificates/ca.pem'), '');
    appendFileSync(at('services/shop/Dockerfile'), 'COPY certificates libs dist/x missing/x /x/\n');
    writeFileSync(at('crates/router/src/main.rs'), 'const X: &str = include_str!("../../../certificates/ca.pem");\n');
    const found = await targets();
    const context = found['services/shop']?.['docker-context'];
    expect(context?.options.include).toEqual(['certificates', 'pyproject.toml', 'uv.lock']);
    expect(context?.inputs).toContain('{workspaceRoot}/certificates/**/*');
    expect(found['crates/router']?.['docker-context']?.inputs).toContain('{workspaceRoot}/certificates/ca.pem');
  });

  it('has what install scripts of the root start among the inputs of contexts', async () => {
    mkdirSync(at('scripts'));
    writeFileSync(at('scripts/setup.js'), '');
    writeFileSync(
      at('package.json'),
      '{ "workspaces": ["web/*"], "scripts": { "postinstall": "node scripts/setup.js -- a/b" } }',
    );
    const inputs = (await targets())['web/site']?.['docker-context']?.inputs;
    expect(inputs).toContain('{workspaceRoot}/scripts/setup.js');
    expect(JSON.stringify(inputs)).not.toContain('a/b');
  });

  it('takes a Dockerfile of a project.json', async () => {
    writeFileSync(at('infra/project.json'), '{ "name": "gateway" }');
    const { byRoot } = await runPlugin(workspace.root);
    expect(byRoot['infra']?.targets?.['docker-lint']?.metadata?.help?.command).toBe(
      'npx nx run gateway:docker-lint --help',
    );
  });

  it('is silent without the tool, and when it is not wanted', async () => {
    expect(await targets({ docker: { enabled: false } })).toEqual({});
    rmSync(at('node_modules'), { recursive: true });
    expect(await targets()).toEqual({});
  });

  it('takes a folder of Dockerfiles for no project of its own', async () => {
    mkdirSync(at('crates/router/src/docker'));
    writeFileSync(at('crates/router/src/docker/Dockerfile'), 'FROM scratch\n');
    writeFileSync(at('crates/router/src/docker/x.rs'), 'const X: &str = include_str!("../../../../shared.txt");\n');
    writeFileSync(at('shared.txt'), '');
    const { byRoot } = await runPlugin(workspace.root);
    expect(byRoot['crates/router']?.namedInputs?.['rust']).toContain('{workspaceRoot}/shared.txt');
  });
});

describe('from one command to the next', () => {
  it('sees a changed Dockerfile, one that comes and one that goes', async () => {
    await targets();
    appendFileSync(at('crates/router/Containerfile'), 'COPY ../../libs/billing /x\n');
    writeFileSync(at('crates/router/test.Dockerfile'), 'FROM scratch\n');
    rmSync(at('web/site/site.Dockerfile'));
    const found = await targets();
    expect(found['crates/router']?.['docker-lint']?.options.found).toHaveProperty(['crates/router/test.Dockerfile']);
    expect(found).not.toHaveProperty(['web/site']);
  });

  it('sees a dependency that comes and goes', async () => {
    const manifest = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["billing"]\n[tool.uv.sources]\n';
    writeFileSync(at('services/shop/pyproject.toml'), `${manifest}billing = { workspace = true }\n`);
    expect((await lintOptions('services/shop'))['outsideClosure']).toEqual({ 'libs/contracts': 'contracts' });
  });

  it('a project elsewhere changes no target', async () => {
    const before = await targets();
    mkdirSync(at('libs/extra'));
    writeFileSync(at('libs/extra/pyproject.toml'), '[project]\nname = "extra"\nversion = "1"\n');
    expect(await targets()).toEqual(before);
  });
});
