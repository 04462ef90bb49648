import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { translatePoetryConstraint } from './poetry-constraint.js';
import { parsePyproject } from './pyproject.js';
import { renderRequirement } from './requirement.js';
import type { Dependency } from './types.js';

const read = (folder: string) =>
  parsePyproject(
    readFileSync(new URL(`fixtures/${folder}/pyproject.toml`, import.meta.url), 'utf8'),
    `${folder}/pyproject.toml`,
  );

const brief = ({ kind, group, requirement, line }: Dependency): string =>
  [line, group === undefined ? kind : `${kind} ${group}`, renderRequirement(requirement)].join(': ');

describe('a pyproject.toml of the standards', () => {
  const project = read('pyproject/everything');

  it('gives every dependency with its kind and line', () => {
    expect(project.dependencies.map(brief)).toEqual([
      '7: runtime: httpx[http2]>=0.27',
      "8: runtime: typing-extensions ; python_version < '3.11'",
      "9: runtime: shared-lib ; sys_platform == 'linux'",
      "9: runtime: shared-lib ; sys_platform != 'linux'",
      '23: group test: pytest>=8',
      '24: group test: mypy',
      '24: group types: mypy',
      '26: group loop-a: six',
      '26: group loop-b: six',
      '30: group dev: ruff',
      '31: constraint: idna<4',
      '43: build: setuptools>=75',
    ]);
  });

  it('gives a list of sources as so many dependencies', () => {
    const sources = project.dependencies.filter(({ requirement }) => requirement.name === 'shared-lib');
    expect(sources.map(({ source }) => source)).toEqual([
      { type: 'path', path: 'pyproject/shared', editable: true },
      { type: 'git', url: 'https://example.org/shared.git' },
    ]);
  });

  it('gives entry points', () => {
    expect(project.entryPoints.map(({ group, name, value, line }) => [group, name, value, line])).toEqual([
      ['console_scripts', 'every', 'every.cli:main', 14],
      ['gui_scripts', 'every-ui', 'every.ui:main', 17],
      ['every.plugins', 'json', 'every.plugins.json', 20],
    ]);
  });

  it('tells what it could not read, and where', () => {
    expect(project.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^10: 'not a requirement' is not a requirement: .* \(at its column 5\)$/),
      "26: Dependency groups include each other in a cycle: 'loop-a' → 'loop-b' → 'loop-a'",
      "27: The dependency group 'broken' includes 'nowhere', which is not defined",
    ]);
  });

  it('names the files of dynamic fields', () => {
    expect(project.dynamicRequirements).toEqual([{ files: ['fast.txt'], extra: 'fast' }]);
  });
});

describe('a pyproject.toml of poetry 1', () => {
  const project = read('poetry1');

  it('gives every dependency in the terms of PEP 440 and 508', () => {
    expect(project.dependencies.filter(({ kind }) => kind !== 'build').map(brief)).toEqual([
      '7: runtime: requests<3.0,>=2.31',
      '8: runtime: zero<0.3,>=0.2.3',
      '9: runtime: tilde<1.5,>=1.4',
      '10: runtime: anything',
      '11: runtime: exact==1.2.3',
      "12: runtime: both<2 ; python_version < '3.11'",
      "12: runtime: both>=2 ; (sys_platform == 'win32' or sys_platform == 'darwin') and python_version >= '3.11'",
      '16: runtime: local[a]',
      '17: runtime: forge',
      '18: extra postgres: psycopg<4,>=3',
      '19: runtime: wrong',
      '28: group docs: mkdocs<2,>=1',
      '25: group dev: black',
    ]);
    expect(project).toMatchObject({ name: 'old-style', requiresPython: '>=3.9,!=3.10.*,<4', extras: ['postgres'] });
  });

  it('gives sources, plugins and problems', () => {
    expect(project.dependencies.find(({ requirement }) => requirement.name === 'local')?.source).toEqual({
      type: 'path',
      path: 'local',
      editable: true,
    });
    expect(project.entryPoints.map(({ group, name }) => `${group} ${name}`)).toEqual([
      'console_scripts old',
      'blog.parsers rst',
    ]);
    expect(project.problems).toEqual([
      expect.objectContaining({ line: 19, message: expect.stringContaining("'not-a-version'") as string }),
    ]);
  });
});

it('poetry 2: an entry that only adds a source is no second dependency', () => {
  const project = parsePyproject(
    '[project]\nname = "a"\ndependencies = ["lib>=1"]\n[tool.poetry.dependencies]\nlib = { path = "../lib" }\nextra-one = "^1"\n',
    'apps/a/pyproject.toml',
  );
  expect(project.dependencies.map(({ requirement, source }) => [requirement.name, source])).toEqual([
    ['lib', { type: 'path', path: 'apps/lib', editable: false }],
    ['extra-one', { type: 'index' }],
  ]);
});

describe('a broken pyproject.toml', () => {
  it('is reported with line and column, and its other tables are read', () => {
    const project = parsePyproject(
      '[project]\nname = "a"\ndependencies = ["six"]\n\n[tool.x]\nbroken = = 1\n\n[dependency-groups]\ndev = ["ruff"]\n',
      'a/pyproject.toml',
    );
    expect(project.problems).toEqual([expect.objectContaining({ file: 'a/pyproject.toml', line: 6, column: 10 })]);
    expect(project.name).toBe('a');
    expect(project.dependencies.map(({ requirement, line }) => [requirement.name, line])).toEqual([
      ['six', 3],
      ['ruff', 9],
    ]);
  });

  it('looks for what builds a project among its sources', () => {
    const text = '[build-system]\nrequires = ["plugin"]\n[tool.uv.sources]\nplugin = { path = "../plugin" }\n';
    expect(parsePyproject(text, 'app/pyproject.toml').dependencies).toMatchObject([
      { kind: 'build', source: { type: 'path', path: 'plugin' } },
    ]);
  });

  it.each([
    ['project = 1', "'project' must be a table"],
    ['[project]\ndependencies = "six"', 'must be an array'],
    ['[project]\ndependencies = [1]', 'not a string'],
    ['[dependency-groups]\na = "x"', 'must be an array'],
    ['[dependency-groups]\na = [{ x = 1 }]', 'no requirement'],
    ['[project]\nrequires-python = "3.9+"', 'not a version specifier'],
    ['[tool.poetry.dependencies]\na = 1', "'a' needs a version constraint"],
  ])('%j', (text, message) => {
    expect(
      parsePyproject(text, 'pyproject.toml')
        .problems.map((problem) => problem.message)
        .join(),
    ).toContain(message);
  });
});

describe('translatePoetryConstraint', () => {
  it.each([
    ['^1.2.3', '>=1.2.3,<2.0'],
    ['^0', '>=0,<1'],
    ['^0.0', '>=0.0,<0.1'],
    ['^0.0.3', '>=0.0.3,<0.0.4'],
    ['~1', '>=1,<2'],
    ['~1.2.3', '>=1.2.3,<1.3'],
    ['1.*', '==1.*'],
    ['*', ''],
    ['>= 1.0 , < 2', '>=1.0,<2'],
    ['>=1 <2', '>=1,<2'],
    ['~=1.4', '~=1.4'],
    ['^1 || ^2', '>=1,<3'],
    ['~2.7 || >=3.8,<4', '>=2.7,<4'],
    ['>=3.8,<3.9 || >=3.11,<3.13', '>=3.8,!=3.9.*,!=3.10.*,<3.13'],
    ['>=1,<5 || >=2,<3 || >=4', '>=1'],
    ['* || ^1', ''],
    ['what?', undefined],
  ])('%s is %s', (text, expected) => expect(translatePoetryConstraint(text)).toBe(expected));
});
