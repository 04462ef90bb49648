import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFixture, runPlugin } from '../graph/fixtures/run-plugin.js';
import type { HoneOptions } from '../graph/options.js';

let workspace: ReturnType<typeof copyFixture>;
const at = (file: string): string => path.join(workspace.root, file);
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};
const start = (fixture: string): void => {
  workspace?.remove();
  workspace = copyFixture(fixture);
  write('node_modules/@hone/dep-prune/package.json', '{ "version": "1.2.3" }');
};

beforeEach(() => {
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', undefined);
  vi.stubEnv('CARGO_HOME', '/nowhere');
  start('mixed');
});
afterEach(() => {
  vi.unstubAllEnvs();
  workspace.remove();
});

/** The target of each project by folder. */
async function targets(options: HoneOptions = {}, name = 'dep-prune'): Promise<Record<string, TargetConfiguration>> {
  const { byRoot } = await runPlugin(workspace.root, options);
  const found = Object.entries(byRoot).flatMap(([root, project]) => {
    const target = project.targets?.[name];
    return target ? [[root, target] as const] : [];
  });
  return Object.fromEntries(found);
}

const optionsOf = async (root: string, options?: HoneOptions): Promise<Record<string, unknown>> =>
  (await targets(options))[root]?.options as Record<string, unknown>;

describe('dep-prune', () => {
  it('is given to each project in Python, and to nobody where the tool is not installed', async () => {
    expect(Object.keys(await targets()).sort()).toEqual([
      'broken',
      'libs/api',
      'libs/core',
      'services/plain',
      'services/poet',
    ]);
    workspace.remove();
    workspace = copyFixture('mixed');
    expect(await targets()).toEqual({});
  });

  it('reads all files of the project and its part of the lock, not the lock', async () => {
    const { inputs, dependsOn, options, cache, outputs } = (await targets())['libs/api']!;
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{projectRoot}/**/*',
        '{workspaceRoot}/.github/workflows/*',
        { dependentTasksOutputFiles: '**/python-lock-slice.json', transitive: false },
        { externalDependencies: [] },
      ]),
    );
    expect(JSON.stringify(inputs)).not.toContain('"{workspaceRoot}/uv.lock"');
    expect({ dependsOn, cache, outputs }).toEqual({
      dependsOn: ['lock-slice'],
      cache: true,
      outputs: ['{options.reportPath}', '{options.verdictsPath}'],
    });
    expect(options).toEqual({
      tool: '@hone/dep-prune@1.2.3',
      reportPath: '{workspaceRoot}/dist/hone/libs/api/dep-prune.sarif',
      verdictsPath: '{workspaceRoot}/dist/hone/libs/api/dep-prune.json',
      lockSlice: 'dist/hone/libs/api/python-lock-slice.json',
    });
  });

  it('has a sibling that removes, which no cache replays', async () => {
    const fix = (await targets({}, 'dep-prune-fix'))['libs/api'];
    expect(fix).toMatchObject({ cache: false, options: { fix: true, tool: '@hone/dep-prune@1.2.3' } });
    expect(fix?.options.reportPath).not.toBe((await optionsOf('libs/api'))['reportPath']);
  });

  it('has the names and the audit that the options give', async () => {
    const options = {
      depPruneTargetName: 'deps',
      depPruneFixTargetName: 'deps-fix',
      depPrune: { advisories: 'tools/osv', licenses: ['MIT'] },
    };
    const target = (await targets(options, 'deps'))['libs/core'];
    expect(target?.options).toMatchObject({ advisories: 'tools/osv', licenses: ['MIT'] });
    expect(target?.inputs).toContain('{workspaceRoot}/tools/osv/**/*.json');
    expect(Object.keys(await targets(options, 'deps-fix'))).toHaveLength(5);
    expect(await targets({ depPrune: { enabled: false } })).toEqual({});
  });

  it('knows what is installed of the project, and not what else is', async () => {
    const digest = async (): Promise<unknown> => (await optionsOf('libs/core'))['installed'];
    expect(await digest()).toBeUndefined();
    write('.venv/pyvenv.cfg', 'version = 3.11.0\n');
    write('.venv/lib/python3.11/site-packages/idna-3.20.dist-info/METADATA', 'Name: idna\n');
    const first = await digest();
    expect(first).toMatch(/^[\da-f]{16}$/);
    write('.venv/lib/python3.11/site-packages/other-1.dist-info/METADATA', 'Name: other\n');
    expect(await digest()).toBe(first);
    rmSync(at('.venv/lib/python3.11/site-packages/idna-3.20.dist-info'), { recursive: true });
    expect(await digest()).not.toBe(first);
  });

  it('is one target where a folder is a project in several languages', async () => {
    start('crates');
    write('native/package.json', '{ "name": "fast", "dependencies": { "left-pad": "1" } }');
    const both = (await targets())['native'];
    expect(both?.metadata?.technologies).toEqual(['python', 'rust', 'javascript']);
    expect(both?.options.lockSlice).toBe('dist/hone/native/python-lock-slice.json');
    expect(both?.inputs).toEqual(
      expect.arrayContaining([
        { dependentTasksOutputFiles: '**/python-lock-slice.json', transitive: false },
        { dependentTasksOutputFiles: '**/cargo-lock-slice.json', transitive: false },
      ]),
    );
    expect((await optionsOf('crates/core'))['lockSlice']).toBe('dist/hone/crates/core/cargo-lock-slice.json');
  });

  it('tells one member of a Cargo workspace which entries of its table nobody inherits', async () => {
    start('crates');
    write('Cargo.toml', readFileSync(at('Cargo.toml'), 'utf8').replace('serde = "1"', 'serde = "1"\nidle = "1"'));
    const told = Object.entries(await targets()).map(([root, { options }]) => [root, options.workspaceDependencies]);
    expect(told.filter(([, idle]) => idle !== undefined)).toEqual([['crates/api', ['idle']]]);
  });

  it('is given to npm projects that declare dependencies, and knows their installed versions', async () => {
    write('package.json', '{ "workspaces": ["web/*"] }');
    write('web/site/package.json', '{ "name": "site", "dependencies": { "left-pad": "1" } }');
    write('web/empty/package.json', '{ "name": "empty" }');
    const before = await optionsOf('web/site');
    expect(Object.keys(await targets())).not.toContain('web/empty');
    write('node_modules/left-pad/package.json', '{ "version": "1.3.0" }');
    const after = await optionsOf('web/site');
    expect(before).not.toHaveProperty('installed');
    expect(after).toHaveProperty('installed');
  });
});
