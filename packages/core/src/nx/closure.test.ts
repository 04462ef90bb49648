import type { ProjectGraph } from '@nx/devkit';
import { expect, it } from 'vitest';
import { closureOf, externalsOf } from './closure.js';

/** A graph from lines such as `app -> lib npm:left-pad`; each project lies in `packages/<name>`. */
function graph(...lines: string[]): ProjectGraph {
  const edges = lines.map((line) => line.split(' -> ') as [string, string | undefined]);
  return {
    nodes: Object.fromEntries(
      edges.map(([name]) => [name, { name, type: 'lib' as const, data: { root: `packages/${name}` } }]),
    ),
    dependencies: Object.fromEntries(
      edges.map(([source, targets = '']) => [
        source,
        targets
          .split(' ')
          .filter(Boolean)
          .map((target) => ({ source, target, type: 'static' })),
      ]),
    ),
  };
}

const names = (project: string, projects: ProjectGraph): string[] =>
  closureOf(project, projects).map(({ name }) => name);

it('follows dependencies of dependencies and leaves packages out', () => {
  const projects = graph('app -> model npm:left-pad', 'model -> base', 'base', 'other -> base');
  expect(closureOf('app', projects)).toEqual([
    { name: 'base', root: 'packages/base' },
    { name: 'model', root: 'packages/model' },
  ]);
});

it('ends on cycles, without the project itself', () => {
  expect(names('a', graph('a -> b', 'b -> a'))).toEqual(['b']);
});

it('is empty for a project that the graph does not know', () => {
  expect(names('gone', graph('a'))).toEqual([]);
});

it('knows the npm packages that a project and its closure import', () => {
  const projects = graph('app -> model npm:express', 'model -> npm:zod', 'other -> npm:left-pad');
  const external = (packageName: string) =>
    ({ type: 'npm', name: `npm:${packageName}`, data: { version: '1.0.0', packageName, hash: '' } }) as const;
  const externalNodes = {
    'npm:express': external('express'),
    'npm:zod': external('zod'),
    'npm:left-pad': external('left-pad'),
  };
  expect(externalsOf('app', closureOf('app', projects), { ...projects, externalNodes })).toEqual(['express', 'zod']);
  expect(externalsOf('other', [], { ...projects, externalNodes })).toEqual(['left-pad']);
  expect(externalsOf('app', [], projects)).toBeUndefined();
});
