import { expect, it } from 'vitest';
import { cutNpmLock, expandWorkspaces, parseNpmLock, parseNpmManifest, sliceNpmLock } from './index.js';

const entry = (version: string, more: object = {}) => ({ version, ...more });

/** `app` and `other` are workspaces; `b` is there twice, and `app` sees its own. */
const PACKAGES = {
  '': { name: 'root', workspaces: ['app', 'other'], devDependencies: { tool: '1' } },
  app: { version: '1.0.0', dependencies: { a: '1', b: '2' }, devDependencies: { dev: '1' } },
  'app/node_modules/b': entry('2.0.0', { dependencies: { c: '1' } }),
  'node_modules/@x/y': entry('1.0.0', { dependencies: { b: '1' } }),
  'node_modules/a': entry('1.0.0', {
    dependencies: { '@x/y': '1' },
    optionalDependencies: { native: '1', gone: '1' },
    peerDependencies: { peer: '1', maybe: '1' },
    peerDependenciesMeta: { maybe: { optional: true } },
  }),
  'node_modules/app': { resolved: 'app', link: true },
  'node_modules/b': entry('1.0.0'),
  'node_modules/c': entry('1.0.0'),
  'node_modules/dev': entry('1.0.0', { dependencies: { shared: '1' }, dev: true }),
  'node_modules/maybe': entry('1.0.0'),
  'node_modules/native': entry('1.0.0', { optional: true }),
  'node_modules/other': { resolved: 'other', link: true },
  'node_modules/peer': entry('1.0.0', { peer: true }),
  'node_modules/shared': entry('1.0.0'),
  'node_modules/tool': entry('1.0.0', { dev: true }),
  other: { version: '1.0.0', dependencies: { maybe: '1', shared: '1' } },
};

const lockText = (packages: object): string =>
  `${JSON.stringify({ name: 'root', lockfileVersion: 3, requires: true, packages }, undefined, 2)}\n`;

function cutFor(packages: object, workspaces: string[]) {
  const lock = parseNpmLock(lockText(packages), 'package-lock.json');
  const request = { root: { name: 'root', workspaces, devDependencies: { tool: '1' } }, workspaces };
  const slice = sliceNpmLock(lock, request);
  return { slice, packages: parseNpmLock(cutNpmLock(lock, request, slice), 'package-lock.json').packages };
}

it('keeps what Node finds from the workspaces that are there, at its places', () => {
  const { packages } = cutFor(PACKAGES, ['app']);
  const gone = ['node_modules/maybe', 'node_modules/other', 'other'];
  expect(Object.keys(packages)).toEqual(Object.keys(PACKAGES).filter((place) => !gone.includes(place)));
  expect(packages['']).toMatchObject({ workspaces: ['app'] });
});

it('says anew which packages are only for development', () => {
  const { packages } = cutFor(PACKAGES, ['app']);
  expect(packages['node_modules/shared']).toEqual({ version: '1.0.0', dev: true });
  expect(packages['node_modules/app']).toEqual({ resolved: 'app', link: true });
  expect(packages['node_modules/native']).toEqual({ version: '1.0.0', optional: true });
});

it('keeps every byte when a package that only others need changes', () => {
  const bumped = { ...PACKAGES, 'node_modules/maybe': entry('1.0.1'), 'node_modules/new': entry('1.0.0') };
  expect(cutFor(bumped, ['app']).packages).toEqual(cutFor(PACKAGES, ['app']).packages);
  expect(cutFor(bumped, ['other']).packages).not.toEqual(cutFor(PACKAGES, ['other']).packages);
});

it('names workspaces and dependencies that the lock does not have', () => {
  const { slice } = cutFor({ ...PACKAGES, other: { dependencies: { unheard: '1' } } }, ['new', 'other']);
  expect(slice.missing).toEqual(['new']);
  expect(slice.unplaced).toEqual([{ folder: 'other', name: 'unheard' }]);
});

it('cuts the tree of version 1 that version 2 also has', () => {
  const text = JSON.stringify({
    lockfileVersion: 2,
    packages: PACKAGES,
    dependencies: {
      a: { version: '1.0.0' },
      app: { version: 'file:app', dependencies: { b: { version: '2.0.0' } } },
      maybe: {},
    },
  });
  const lock = parseNpmLock(text, 'package-lock.json');
  const request = { root: { workspaces: ['app'] }, workspaces: ['app'] };
  const { dependencies } = JSON.parse(cutNpmLock(lock, request, sliceNpmLock(lock, request))) as {
    dependencies: object;
  };
  expect(Object.keys(dependencies)).toEqual(['a', 'app']);
});

it.each([
  ['{\n  "lockfileVersion": 4,\n  "packages": {}\n}', 2, 'format version 4'],
  ['{\n  "lockfileVersion": 1\n}', 2, 'format version 1'],
  ['{\n  "a": 1,\n  b\n}', 3, 'not valid JSON'],
  ['{\n<<<<<<< ours\n}', 2, 'merge conflict'],
  ['{\n  "a": {', 2, 'not valid JSON'],
  ['[]', 1, 'not a JSON object'],
])('says where a lock is wrong: %j', (text, line, message) => {
  const [problem] = parseNpmLock(text, 'package-lock.json').problems ?? [];
  expect(problem).toMatchObject({ file: 'package-lock.json', line });
  expect(problem?.message).toContain(message);
});

it('reads workspaces as a list and as an object, and expands them', () => {
  expect(parseNpmManifest('{"workspaces": {"packages": ["a"]}}', 'package.json').workspaces).toEqual(['a']);
  const folders = ['apps/api', 'apps/web', 'libs/a/b', 'libs/a', 'tools'];
  expect(expandWorkspaces(['apps/*', '!apps/web', './tools/'], folders)).toEqual(['apps/api', 'tools']);
  expect(expandWorkspaces(['libs/**', '{apps,tools}/api'], folders)).toEqual(['apps/api', 'libs/a', 'libs/a/b']);
});
