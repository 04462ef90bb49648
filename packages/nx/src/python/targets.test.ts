import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../graph/options.js';
import { project } from './fixtures/facts.js';
import { type TargetFacts, pythonSlice, pythonTargets } from './targets.js';

const facts: TargetFacts = {
  project: project('libs/core', { lock: 'uv.lock' }),
  tools: { '@hone/python-validate': '0.1.0' },
  toolchain: '@hone/python-validate@0.1.0 ruff embedded',
  workspaceModules: {},
};
const targetsOf = (changes: Partial<TargetFacts> = {}, options = resolveOptions(undefined)) =>
  pythonTargets({ ...facts, ...changes }, options);

describe('targets', () => {
  it('are those of the tools that are installed', () => {
    expect(Object.keys(targetsOf())).toEqual(['python-validate']);
    expect(targetsOf({ tools: {} })).toEqual({});
  });

  it('are named by the options', () => {
    const options = resolveOptions({ pythonValidateTargetName: 'check', lockSliceTargetName: 'slice' });
    const targets = targetsOf({}, options);
    expect(Object.keys(targets)).toEqual(['check']);
    expect(targets['check']?.dependsOn).toEqual(['slice']);
    expect(targets['check']?.options.reportPath).toBe('{workspaceRoot}/dist/hone/libs/core/check.sarif');
  });

  it('say what they are, and that npm packages are nothing to them', () => {
    for (const target of Object.values(targetsOf())) {
      expect(target).toMatchObject({ cache: true, metadata: { technologies: ['python'] } });
      expect(target.metadata?.description).toMatch(/\.$/);
      expect(target.metadata?.help?.command).toMatch(/^npx nx run core:/);
      expect(target.inputs).toContainEqual({ externalDependencies: [] });
    }
  });

  it('have their outputs where their options say', () => {
    const root = targetsOf({ project: project('.', { name: 'root', lock: 'uv.lock' }) });
    expect(root['python-validate']?.options).toMatchObject({
      reportPath: '{workspaceRoot}/dist/hone/python-validate.sarif',
      lockSlice: 'dist/hone/python-lock-slice.json',
    });
  });
});

describe('inputs of python-validate', () => {
  const inputsOf = (...args: Parameters<typeof targetsOf>) => targetsOf(...args)['python-validate']?.inputs ?? [];

  it('reach up to the workspace root, as configurations do', () => {
    const above = inputsOf().filter((input) => typeof input === 'string' && input.startsWith('{workspaceRoot}'));
    expect(above.map((input) => String(input).split('/{')[0])).toEqual(['{workspaceRoot}/libs', '{workspaceRoot}']);
    expect(above.every((input) => String(input).includes('.ruff.toml,'))).toBe(true);
  });

  it('hold files outside the project that its manifests include or its configurations extend', () => {
    const manifests = ['libs/core/requirements.txt', 'shared/base.txt'];
    const manifest = { manifests, extendedConfigs: ['tools/ruff-base.toml', 'libs/core/strict.toml'] };
    const inputs = inputsOf({ project: project('libs/core', { manifest }) });
    expect(inputs).toContain('{workspaceRoot}/shared/base.txt');
    expect(inputs).toContain('{workspaceRoot}/tools/ruff-base.toml');
    expect(inputs).not.toContain('{workspaceRoot}/libs/core/requirements.txt');
  });

  it('hold the lock slice in place of the lock', () => {
    expect(inputsOf()).toContainEqual({ dependentTasksOutputFiles: '**/python-lock-slice.json', transitive: false });
    expect(JSON.stringify(inputsOf())).not.toContain('uv.lock');
  });

  it('hold the sources of dependencies only when types are checked', () => {
    const dependencies = (options = resolveOptions(undefined)) =>
      inputsOf({}, options).filter((input) => typeof input === 'string' && input.startsWith('^'));
    expect(dependencies()).toEqual([]);
    expect(dependencies(resolveOptions({ python: { types: true } }))).toContain(
      '^{projectRoot}/**/*.{py,pyi,pyx,so,pyd}',
    );
  });
});

it('puts what a task must know of its surroundings into its options, which Nx hashes', () => {
  const workspaceModules = { core: { distribution: 'core', project: 'core' } };
  expect(targetsOf({ environment: 'abc', workspaceModules })['python-validate']?.options).toMatchObject({
    toolchain: '@hone/python-validate@0.1.0 ruff embedded',
    environment: 'abc',
    workspaceModules,
  });
  expect(targetsOf()['python-validate']?.options).not.toHaveProperty('environment');
});

it('cuts a slice of a lock where there is one, with the manifests that name the project', () => {
  expect(pythonSlice(project('libs/core', { lock: 'uv.lock' }))).toEqual({
    lock: 'uv.lock',
    name: 'python-lock-slice.json',
    inputs: ['{projectRoot}/{pyproject.toml,setup.cfg,setup.py}'],
  });
  expect(pythonSlice(project('libs/core'))).toBeUndefined();
});
