import { expect, it } from 'vitest';
import { parseLayout } from './layout.js';
import { findProjectModules } from './project-modules.js';

it('finds the packages of a src layout and leaves the tests', () => {
  const files = ['lib/src/acme/__init__.py', 'lib/src/acme/x.py', 'lib/tests/test_x.py', 'lib/setup.py'];
  expect(findProjectModules({ root: 'lib', files })).toEqual({ modules: ['acme'], sourceRoots: ['lib/src'] });
});

it('names what lies in a namespace by itself', () => {
  const files = ['src/acme/billing/__init__.py', 'src/acme/util.py', 'src/acme/deep/er/__init__.pyi'];
  expect(findProjectModules({ root: '.', files }).modules).toEqual(['acme.billing', 'acme.deep.er', 'acme.util']);
});

it('finds packages of a flat layout, without folders that are none by convention', () => {
  const files = ['svc/app/__init__.py', 'svc/main.py', 'svc/docs/conf.py', 'svc/tests/__init__.py', 'svc/scripts/a.py'];
  expect(findProjectModules({ root: 'svc', files })).toEqual({ modules: ['app'], sourceRoots: ['svc'] });
});

it('finds single modules where there is no package', () => {
  const files = ['six.py', 'setup.py', 'test_six.py', 'other.py'];
  expect(findProjectModules({ root: '.', files }).modules).toEqual(['other', 'six']);
  expect(findProjectModules({ root: '.', files, normalizedName: 'six' }).modules).toEqual(['six']);
});

it("takes a folder's own package over folders without __init__", () => {
  const files = ['fast/__init__.py', 'snippets/a/__init__.py', 'fast_more/__init__.py'];
  expect(findProjectModules({ root: '.', files, normalizedName: 'fast' }).modules).toEqual(['fast', 'fast_more']);
});

it('looks into a namespace that the manifest names as a package, since other projects have parts of it too', () => {
  const files = ['src/acme/core/__init__.py', 'src/acme/util.py', 'src/single.py', 'src/other/__init__.py'];
  const input = { root: '.', files, packageDirs: ['src'], packages: ['acme', 'single', 'missing'] };
  expect(findProjectModules(input).modules).toEqual(['acme.core', 'acme.util', 'single']);
});

it('counts stubs and extension modules', () => {
  const files = ['src/fast.cpython-311-x86_64-linux-gnu.so', 'src/slow.pyi'];
  expect(findProjectModules({ root: '.', files }).modules).toEqual(['fast', 'slow']);
});

it.each([
  ['poetry', { poetry: { packages: [{ include: 'acme/core', from: 'python' }] } }, ['libs/a/python'], ['acme.core']],
  ['hatch', { hatch: { build: { targets: { wheel: { packages: ['src/acme'] } } } } }, ['libs/a/src'], ['acme']],
  ['setuptools find', { setuptools: { packages: { find: { where: ['lib'] } } } }, ['libs/a/lib'], []],
  [
    'setuptools package-dir',
    { setuptools: { 'package-dir': { '': 'src' }, packages: ['a', 'a.b'], 'py-modules': ['m'] } },
    ['libs/a/src'],
    ['a', 'm'],
  ],
  ['uv', { uv: { 'build-backend': { 'module-root': '', 'module-name': 'acme' } } }, ['libs/a'], ['acme']],
  ['maturin', { maturin: { 'python-source': 'python' } }, ['libs/a/python'], []],
  ['nonsense', { setuptools: 3, poetry: { packages: 'x' }, hatch: [] }, [], []],
])('reads the layout of %s', (_, tool, packageDirs, packages) => {
  expect(parseLayout('libs/a', { tool })).toEqual({ packageDirs, packages });
});
