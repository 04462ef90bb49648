import { describe, expect, it } from 'vitest';
import { candidatesOf } from './candidates.js';

describe('candidates', () => {
  const rootsOf = (...files: string[]): string[] => candidatesOf(files).map(({ root }) => root);

  it('groups files by folder', () => {
    expect(candidatesOf(['b/setup.py', 'a/project.json', 'a/pyproject.toml', 'pyproject.toml'])).toEqual([
      { root: '.', files: ['pyproject.toml'], fixture: false },
      { root: 'a', files: ['project.json', 'pyproject.toml'], fixture: false },
      { root: 'b', files: ['setup.py'], fixture: false },
    ]);
  });

  it('leaves out installed packages wherever they lie', () => {
    expect(rootsOf('a/.venv/lib/x/setup.py', 'a/node_modules/x/setup.py', 'x/site-packages/y/setup.cfg')).toEqual([]);
  });

  it('tells a fixture, unless an Nx configuration makes it a project', () => {
    const fixture = (...files: string[]) => candidatesOf(files).map((candidate) => candidate.fixture);
    expect(fixture('a/tests/fixtures/one/pyproject.toml')).toEqual([true]);
    expect(fixture('a/tests/fixtures/one/pyproject.toml', 'a/tests/fixtures/one/project.json')).toEqual([false]);
  });
});
