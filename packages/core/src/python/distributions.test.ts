import { expect, it } from 'vitest';
import { distributionsForModule, knownDistributionsFor } from './distributions.js';
import { DISTRIBUTION_NAMES } from './distribution-names.data.js';
import { standardLibraryModules, standardLibrarySpan } from './stdlib.js';

it.each([
  ['yaml', 'pyyaml'],
  ['cv2.aruco', 'opencv-python'],
  ['google.cloud.storage.blob', 'google-cloud-storage'],
  ['google.protobuf', 'protobuf'],
  ['google.cloud.newthing', 'google-cloud-newthing'],
  ['zope.interface.verify', 'zope-interface'],
  ['ruamel.yaml', 'ruamel-yaml'],
  ['typing_extensions', 'typing-extensions'],
  ['some_module', 'some-module'],
])('names the likeliest distribution of %s first', (module, name) => {
  expect(distributionsForModule(module)[0]).toBe(name);
});

it('gives several candidates, but never stubs or a bare namespace', () => {
  expect(distributionsForModule('psycopg2')).toEqual(expect.arrayContaining(['psycopg2', 'psycopg2-binary']));
  expect(distributionsForModule('google.cloud.storage')).not.toContain('google');
  expect(distributionsForModule('yaml').some((name) => name.startsWith('types-'))).toBe(false);
});

it('knows nothing of a name it has not seen', () => {
  expect(knownDistributionsFor('no_such_module')).toEqual([]);
  expect(knownDistributionsFor('constructor')).toEqual([]);
});

it('has each prefix once, with normalised names', () => {
  const lines = DISTRIBUTION_NAMES.trim().split('\n');
  const prefixes = lines.map((line) => line.split(' ')[0]);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  for (const line of lines) expect(line).toMatch(/^[\w.]+(?: [a-z0-9]+(?:-[a-z0-9]+)*)+$/);
});

it('knows which Python has a module', () => {
  expect(standardLibraryModules(10).has('tomllib')).toBe(false);
  expect(standardLibraryModules(11).has('tomllib')).toBe(true);
  expect(standardLibraryModules(12).has('distutils')).toBe(false);
  expect(standardLibraryModules(14).has('annotationlib')).toBe(true);
  expect(standardLibraryModules(99)).toBe(standardLibraryModules(14));
  expect(standardLibrarySpan('cgi')).toEqual({ first: 8, last: 12 });
  expect(standardLibrarySpan('os')).toEqual({ first: 8 });
  expect(standardLibrarySpan('yaml')).toBeUndefined();
});
