import { expect, it } from 'vitest';
import { parsePackageId } from './package-id.js';

it.each([
  ['path+file:///w/libs/a#0.1.0', { name: 'a', version: '0.1.0', folder: '/w/libs/a' }],
  ['path+file:///w/libs/a%20b#core@0.1.0', { name: 'core', version: '0.1.0', folder: '/w/libs/a b' }],
  ['registry+https://github.com/rust-lang/crates.io-index#serde@1.0.229', { name: 'serde', version: '1.0.229' }],
  ['git+https://example.com/x.git?rev=1#x@0.1.0+build', { name: 'x', version: '0.1.0+build' }],
  ['a 0.1.0 (path+file:///w/libs/a)', { name: 'a', version: '0.1.0', folder: '/w/libs/a' }],
  ['serde 1.0.2 (registry+https://github.com/rust-lang/crates.io-index)', { name: 'serde', version: '1.0.2' }],
  ['nothing of the kind', undefined],
])('reads %s', (id, expected) => {
  expect(parsePackageId(id)).toEqual(expected);
});
