import { describe, expect, it } from 'vitest';
import { candidatesOf, configFileOf, isPythonProject, nameProjects } from './detect.js';

describe('candidates', () => {
  const rootsOf = (...files: string[]): string[] => candidatesOf(files).map(({ root }) => root);

  it('groups files by folder', () => {
    expect(candidatesOf(['b/setup.py', 'a/project.json', 'a/pyproject.toml', 'pyproject.toml'])).toEqual([
      { root: '.', files: ['pyproject.toml'] },
      { root: 'a', files: ['project.json', 'pyproject.toml'] },
      { root: 'b', files: ['setup.py'] },
    ]);
  });

  it('leaves out installed packages wherever they lie', () => {
    expect(rootsOf('a/.venv/lib/x/setup.py', 'a/node_modules/x/setup.py', 'x/site-packages/y/setup.cfg')).toEqual([]);
  });

  it('takes a fixture only with an Nx configuration', () => {
    expect(rootsOf('a/tests/fixtures/one/pyproject.toml')).toEqual([]);
    expect(rootsOf('a/tests/fixtures/one/pyproject.toml', 'a/tests/fixtures/one/project.json')).toHaveLength(1);
  });

  it('is known by its most telling manifest', () => {
    const files = ['project.json', 'requirements.txt', 'setup.py'];
    expect(configFileOf({ root: 'a', files })).toBe('a/setup.py');
    expect(configFileOf({ root: '.', files: ['requirements.txt'] })).toBe('requirements.txt');
    expect(configFileOf({ root: 'a', files: ['project.json'] })).toBeUndefined();
  });
});

describe('a Python project', () => {
  const evidence = {
    declaresProject: false,
    hasNxConfiguration: false,
    hasRequirements: false,
    insideProject: false,
    hasSources: () => true,
  };

  it.each([
    ['tool settings alone', {}, false],
    ['a declared project', { declaresProject: true }, true],
    ['settings beside a project.json', { hasNxConfiguration: true }, true],
    ['requirements with sources', { hasRequirements: true }, true],
    ['requirements without sources', { hasRequirements: true, hasSources: () => false }, false],
    ['requirements inside a project', { hasRequirements: true, insideProject: true }, false],
  ])('%s', (_, changes, expected) => {
    expect(isPythonProject({ ...evidence, ...changes })).toBe(expected);
  });
});

describe('names', () => {
  const namesOf = (...args: Parameters<typeof nameProjects>): string[] => [...nameProjects(...args).names.values()];

  it('come from the configuration, the distribution, the folder', () => {
    const projects = [
      { root: 'a', configuredName: 'alpha', distribution: 'a-dist' },
      { root: 'libs/b', distribution: 'b-dist' },
      { root: 'libs/c' },
      { root: '.' },
    ];
    expect(namesOf(projects, [])).toEqual(['alpha', 'b-dist', 'c', 'workspace']);
  });

  it('that clash become paths, except configured ones', () => {
    const projects = [{ root: 'a', configuredName: 'app' }, { root: 'x/app' }, { root: 'y/lib', distribution: 'web' }];
    expect(nameProjects(projects, ['web'])).toEqual({
      names: new Map([
        ['a', 'app'],
        ['x/app', 'x-app'],
        ['y/lib', 'y-lib'],
      ]),
      clashes: ['app', 'web'],
    });
  });
});
