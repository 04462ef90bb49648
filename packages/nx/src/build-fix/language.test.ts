import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copyFixture, runPlugin } from '../graph/fixtures/run-plugin.js';
import type { HoneOptions } from '../graph/options.js';

let workspace: ReturnType<typeof copyFixture>;
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(workspace.root, file)), { recursive: true });
  writeFileSync(path.join(workspace.root, file), text);
};
const install = (tool: string): void => write(`node_modules/@hone/${tool}/package.json`, '{ "version": "1.2.3" }');
async function targetOf(root: string, name = 'build-fix', options: HoneOptions = {}): Promise<TargetConfiguration> {
  const { byRoot } = await runPlugin(workspace.root, options);
  return byRoot[root]?.targets?.[name] as TargetConfiguration;
}

beforeEach(() => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', undefined);
  workspace = copyFixture('mixed');
  install('build-fix');
});
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

it('is given to every project, also to those that Nx finds by itself, where the tool is installed', async () => {
  write('web/site/project.json', '{ "name": "site" }');
  expect(await targetOf('libs/api')).toMatchObject({
    executor: '@hone/build-fix:plan',
    cache: true,
    outputs: ['{options.reportPath}', '{options.patchPath}', '{options.planPath}'],
    options: {
      tool: '@hone/build-fix@1.2.3',
      planPath: '{workspaceRoot}/dist/hone/libs/api/build-fix.json',
    },
  });
  expect(await targetOf('web/site')).toBeDefined();
  expect(await targetOf('libs/api', 'build-fix', { buildFix: { enabled: false } })).toBeUndefined();
  workspace.remove();
  workspace = copyFixture('mixed');
  expect(await targetOf('libs/api')).toBeUndefined();
});

it('has a sibling that applies the plan, and never comes from a cache', async () => {
  expect(await targetOf('libs/api', 'build-fix-apply')).toMatchObject({
    executor: '@hone/build-fix:apply',
    cache: false,
    dependsOn: ['build-fix'],
    options: { planPath: '{workspaceRoot}/dist/hone/libs/api/build-fix.json' },
  });
});

it('takes names and targets from the options, and says which checks have other names', async () => {
  const named = { buildFixTargetName: 'fix', buildFixApplyTargetName: 'fix-now', pythonValidateTargetName: 'py' };
  const { options } = await targetOf('libs/api', 'fix', named);
  expect(options).toMatchObject({ applyTarget: 'fix-now', planPath: '{workspaceRoot}/dist/hone/libs/api/fix.json' });
  expect(options.targets).toContain('py');
  expect(await targetOf('libs/api', 'fix-now', named)).toMatchObject({ dependsOn: ['fix'] });
  expect((await targetOf('libs/api')).options).not.toHaveProperty('targets');
  expect((await targetOf('libs/api', 'build-fix', { buildFix: { targets: ['e2e'] } })).options.targets).toEqual([
    'e2e',
  ]);
});

it('depends on all that its targets can read', async () => {
  const named = { shared: ['{projectRoot}/**/*', '!{projectRoot}/*.md', '{workspaceRoot}/schemas/**/*'] };
  const targetDefaults = { test: { inputs: ['^shared', { env: 'CI' }] }, lint: [{ inputs: [{ runtime: 'node -v' }] }] };
  write('nx.json', JSON.stringify({ namedInputs: named, targetDefaults }));
  write('libs/api/project.json', JSON.stringify({ targets: { build: { inputs: ['{workspaceRoot}/proto/a.proto'] } } }));
  const { inputs } = await targetOf('libs/api');
  expect(inputs).toEqual(
    expect.arrayContaining([
      '{projectRoot}/**/*',
      '^{projectRoot}/**/*',
      '{workspaceRoot}/*',
      '{workspaceRoot}/libs/*',
      '{workspaceRoot}/.hone/build-fix/**/*',
      '{workspaceRoot}/schemas/**/*',
      '{workspaceRoot}/proto/a.proto',
      { env: 'CI' },
      { runtime: 'node -v' },
    ]),
  );
  expect(inputs?.filter((input) => typeof input === 'string' && input.startsWith('!'))).toEqual([]);
  expect(inputs?.some((input) => typeof input === 'object' && 'externalDependencies' in input)).toBe(false);
});

it('is another task when a check runs with other tools or settings, its own or those of what it depends on', async () => {
  const factsOf = async (root: string, options?: HoneOptions): Promise<unknown> =>
    (await targetOf(root, 'build-fix', options)).options.facts;
  const before = await factsOf('libs/api');
  install('python-validate');
  const after = await factsOf('libs/api');
  expect(after).not.toBe(before);
  expect(await factsOf('libs/api')).toBe(after);
  expect(await factsOf('libs/api', { python: { types: true } })).not.toBe(after);
});
