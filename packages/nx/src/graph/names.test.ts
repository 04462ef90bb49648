import { describe, expect, it } from 'vitest';
import { nameProjects } from './names.js';

describe('names', () => {
  const namesOf = (...args: Parameters<typeof nameProjects>): string[] => [...nameProjects(...args).names.values()];

  it('come from the configuration, the distribution, the folder', () => {
    const projects = [
      { root: 'a', configuredName: 'alpha', ownName: 'a-dist' },
      { root: 'libs/b', ownName: 'b-dist' },
      { root: 'libs/c' },
      { root: '.' },
    ];
    expect(namesOf(projects, [])).toEqual(['alpha', 'b-dist', 'c', 'workspace']);
  });

  it('that clash become paths, except configured ones', () => {
    const projects = [{ root: 'a', configuredName: 'app' }, { root: 'x/app' }, { root: 'y/lib', ownName: 'web' }];
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
