import { describe, expect, it } from 'vitest';
import { checkImageName, imageNameOf, referenceOf, tagOf, withoutRegistry } from './names.js';

describe('imageNameOf', () => {
  it.each([
    ['api', 'api'],
    ['@scope/My App', 'scope/my-app'],
    ['Billing__API', 'billing_api'],
    ['--a..b--', 'a.b'],
    ['tools:e2e', 'tools-e2e'],
    ['Größe', 'gr-e'],
  ])('makes %s a name: %s', (project, name) => {
    expect(imageNameOf(project)).toBe(name);
    expect(() => checkImageName(name)).not.toThrow();
  });

  it('refuses a name of which nothing can stay', () => {
    expect(() => imageNameOf('@/—')).toThrow('No image name can be made of the project name "@/—".');
  });
});

it.each(['ghcr.io/acme/api', 'localhost:5000/a/b', 'registry:5000/a', 'a__b', 'a---b', '[::1]:5000/a'])(
  'takes the name %s',
  (name) => {
    expect(() => checkImageName(name)).not.toThrow();
  },
);

it.each(['API', 'a//b', 'a b', 'ghcr.io/Acme/api', 'a..b', '-a', 'a$(id)', 'x'.repeat(256)])(
  'refuses the name %s',
  (name) => {
    expect(() => checkImageName(name)).toThrow();
  },
);

it.each([
  ['latest', 'acme/api:latest'],
  ['v1.2_3-x', 'acme/api:v1.2_3-x'],
  ['ghcr.io/acme/api:1', 'ghcr.io/acme/api:1'],
  ['localhost:5000/api', 'localhost:5000/api:latest'],
])('reads the tag %s as %s', (tag, reference) => {
  expect(referenceOf(tag, 'acme/api')).toBe(reference);
});

it.each(['-x', '.x', 'a b', 'a;b', 'x'.repeat(129)])('refuses the tag %s', (tag) => {
  expect(() => referenceOf(tag, 'api')).toThrow('is no valid tag');
});

it('makes a tag of a branch', () => expect(tagOf('feature/x#1')).toBe('feature-x-1'));

it('leaves the registry out', () => {
  expect(withoutRegistry('ghcr.io/acme/api')).toBe('acme/api');
  expect(withoutRegistry('acme/api')).toBe('acme/api');
});
