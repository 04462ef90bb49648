import { expect, it } from 'vitest';
import { macroBodies } from './macro-sources.js';

it('takes what macros write, and not the code around', () => {
  const text =
    'use a::A;\nmacro_rules! m { () => { $crate::x(); b::B } }\nfn f() { c::C; quote! { d::D }; quote_spanned!(s=> e::E) }';
  expect(macroBodies(text).match(/\b\w::\w/g)).toEqual(['b::B', 'd::D', 'e::E']);
});
