import { expect, it } from 'vitest';
import { GraphDependencies } from './dependencies.js';

const context = {
  projects: { a: { root: 'libs/a' }, b: { root: 'libs/b' } },
  fileMap: { projectFileMap: { a: [{ file: 'libs/a/pyproject.toml', hash: '' }], b: [] }, nonProjectFiles: [] },
  externalNodes: { 'pypi:x@1': {} as never, 'pypi:y@1': {} as never },
};

it('makes an edge static only with a file that the source project owns', () => {
  const dependencies = new GraphDependencies(context);
  dependencies.addProjectEdge({ source: 'libs/a', target: 'libs/b', file: 'libs/a/pyproject.toml' });
  dependencies.addProjectEdge({ source: 'libs/b', target: 'libs/a', file: 'shared/requirements.txt' });
  expect(dependencies.all()).toEqual([
    { source: 'a', target: 'b', type: 'static', sourceFile: 'libs/a/pyproject.toml' },
    { source: 'b', target: 'a', type: 'implicit' },
  ]);
});

it('leaves out what Nx does not know, edges to oneself, and repetitions', () => {
  const dependencies = new GraphDependencies(context);
  const file = 'libs/a/pyproject.toml';
  dependencies.addProjectEdge({ source: 'libs/a', target: 'libs/a', file });
  dependencies.addProjectEdge({ source: 'libs/a', target: 'libs/gone', file });
  dependencies.addExternalEdge({ source: { root: 'libs/a', file }, target: 'pypi:gone@1' });
  dependencies.addExternalEdge({ source: { node: 'pypi:x@1' }, target: 'pypi:y@1' });
  dependencies.addExternalEdge({ source: { node: 'pypi:x@1' }, target: 'pypi:y@1' });
  expect(dependencies.all()).toEqual([{ source: 'pypi:x@1', target: 'pypi:y@1', type: 'static' }]);
});
