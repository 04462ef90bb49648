import { expect, it } from 'vitest';
import { exportedMacros, macroBodies } from './macro-sources.js';

it('takes what macros write, and not the code around', () => {
  const text =
    'use a::A;\nmacro_rules! m { () => { $crate::x(); b::B } }\nfn f() { c::C; quote! { d::D }; quote_spanned!(s=> e::E) }';
  expect(macroBodies(text).match(/\b\w::\w/g)).toEqual(['b::B', 'd::D', 'e::E']);
});

it('finds the code of exported macros, without comments, strings and macros of the crate itself', () => {
  const text =
    '#[macro_export]\n#[doc(hidden)]\nmacro_rules! a { () => { /* serde:: */ log::info!("rand::x", crate as other) } }\n' +
    'macro_rules! own { () => { libc::c_int } }\n';
  expect(exportedMacros(text)).toBe('()=>{log::info!(,crate as other)}');
});
