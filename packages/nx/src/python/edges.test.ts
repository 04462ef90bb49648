import { describe, expect, it } from 'vitest';
import { DependencyIndex, importEdges, importedModules, manifestEdges } from './edges.js';
import { dependency, lock, project } from './fixtures/facts.js';
import { ModuleIndex } from './modules.js';
import type { LockFacts, PythonProjectFacts } from './types.js';

function imports(root: string, ...texts: string[]): Pick<PythonProjectFacts, 'sources'> {
  return { sources: [{ file: `${root}/main.py`, imports: texts }] };
}

function importTargets(projects: PythonProjectFacts[], locks: LockFacts[] = []): string[] {
  const edges = importEdges(projects, new ModuleIndex(projects), new DependencyIndex(projects, locks));
  return edges.map(({ source, target, file }) => `${source} -> ${target} (${file})`);
}

describe('edges of manifests', () => {
  const targets = (projects: PythonProjectFacts[], locks: LockFacts[] = []): string[] =>
    manifestEdges(projects, new DependencyIndex(projects, locks)).map(({ source, target }) => `${source} -> ${target}`);

  it('follow paths, workspace sources and plain names', () => {
    const path = { normalizedName: 'other', source: 'path', path: 'libs/core', file: 'svc/requirements.txt' } as const;
    const projects = [
      project('libs/core'),
      project('a', { manifest: { dependencies: [dependency('a', 'core', 'workspace'), dependency('a', 'httpx')] } }),
      project('b', { manifest: { dependencies: [dependency('b', 'core')] } }),
      project('svc', { manifest: { dependencies: [path] } }),
    ];
    expect(targets(projects)).toEqual(['a -> libs/core', 'b -> libs/core', 'svc -> libs/core']);
  });

  it('never take a locked package of an index for a workspace project of its name', () => {
    const manifest = { dependencies: [dependency('a', 'core')] };
    const projects = [project('libs/core'), project('a', { manifest, lock: 'uv.lock' })];
    expect(targets(projects, [lock('uv.lock', 'core@1.0')])).toEqual([]);
    expect(targets(projects, [lock('uv.lock', 'other@1.0')])).toEqual(['a -> libs/core']);
  });

  it('lead to no project itself', () => {
    expect(targets([project('a', { manifest: { dependencies: [dependency('a', 'a')] } })])).toEqual([]);
  });
});

describe('edges of imports', () => {
  it('find modules and what lies in them', () => {
    const projects = [project('core'), project('a', imports('a', 'os', 'core.deep.thing', 'core x y'))];
    expect(importTargets(projects)).toEqual(['a -> core (a/main.py)']);
  });

  it('tell apart the projects that share a namespace', () => {
    const projects = [
      project('core', { modules: ['acme.core'] }),
      project('api', { modules: ['acme.api'] }),
      project('a', imports('a', 'acme core other')),
      project('b', imports('b', 'acme.api.views View')),
      project('c', imports('c', 'acme')),
    ];
    expect(importTargets(projects)).toEqual(['a -> core (a/main.py)', 'b -> api (b/main.py)']);
  });

  it('mean the project itself where it has the module', () => {
    const projects = [project('a', { modules: ['app'], ...imports('a', 'app') }), project('b', { modules: ['app'] })];
    expect(importTargets(projects)).toEqual([]);
  });

  it('mean a declared project where several have the module, and none when it can not be told', () => {
    const declares = { manifest: { dependencies: [dependency('x', 'b')] } };
    const offers = [project('a', { modules: ['app'] }), project('b', { modules: ['app'] })];
    expect(importTargets([...offers, project('x', imports('x', 'app'))])).toEqual([]);
    expect(importTargets([...offers, project('x', { ...declares, ...imports('x', 'app') })])).toEqual([
      'x -> b (x/main.py)',
    ]);
  });

  it('mean the package of an index that the project declares, not a workspace project of its name', () => {
    const manifest = { dependencies: [dependency('x', 'rich')] };
    const projects = [project('rich'), project('x', { manifest, lock: 'uv.lock', ...imports('x', 'rich.text') })];
    expect(importTargets(projects, [lock('uv.lock', 'rich@13.0')])).toEqual([]);
  });
});

describe('the modules that a project imports', () => {
  it('hold nothing of projects that it does not import', () => {
    const a = project('a', imports('a', 'core', 'os'));
    const modulesOf = (...others: PythonProjectFacts[]) => {
      const all = [a, project('core', { name: 'core-lib' }), ...others];
      return importedModules(a, new ModuleIndex(all), new DependencyIndex(all, []));
    };
    expect(modulesOf()).toEqual({ core: { distribution: 'core', project: 'core-lib' } });
    expect(modulesOf(project('unrelated'))).toEqual(modulesOf());
  });
});
