import { expect, it } from 'vitest';
import { crateNames, docTests } from './identifiers.js';

const heads = (text: string): string[] => crateNames(text).names.map(({ name }) => name);

it.each([
  ['a path', 'let x = serde_json::to_string(&y);', ['serde_json']],
  ['a use', 'use anyhow::Result;', ['anyhow']],
  ['a use of the crate itself', 'pub use tokio as rt;', ['tokio']],
  ['a group', 'use {anyhow, serde::{Serialize, de}};', ['anyhow', 'serde']],
  ['a path from the root', 'let x = ::log::max_level();', ['log']],
  ['a use from the root', 'pub use ::line_index;', ['line_index']],
  ['a path that a function returns', 'fn a() -> ::log::Level { x }', ['log']],
  ['the end of a range', 'for i in 0..rayon::max() {}', ['rayon']],
  ['extern crate', '#[macro_use] extern crate lazy_static;', ['lazy_static']],
  ['an attribute', '#[tokio::main] async fn main() {}', ['tokio']],
  ['a path in a string of an attribute', '#[serde(with = "humantime_serde")] struct A;', ['humantime_serde']],
  ['inside a macro', 'println!("{}", hex::encode(x));', ['hex']],
])('finds %s', (_, text, expected) => expect(heads(text)).toEqual(expected));

it.each([
  ['a variable', 'let url = 1; let y = url.len();'],
  ['a field', 'let a = A { log: 1, bytes };'],
  ['a comment', '// use serde::Serialize;\n/* anyhow::bail */'],
  ['a string', 'let a = "serde::Serialize";'],
  ['a method with types', 'a.log::<u8>(); log::<u8>();'],
  ['the middle of a path', 'a.b(); <T as Into<X>>::into(y); '],
])('passes over %s', (_, text) => expect(heads(text)).toEqual([]));

it('knows what only tests are built with', () => {
  const text =
    'use log::info;\n#[cfg(test)]\nmod tests {\n  use tempfile::tempdir;\n}\n#[tokio::test]\nasync fn a() { mockito::mock(); }\n';
  expect(crateNames(text).names).toEqual([
    { name: 'log', line: 1, inTest: false },
    { name: 'tempfile', line: 4, inTest: true },
    { name: 'tokio', line: 6, inTest: true },
    { name: 'mockito', line: 7, inTest: true },
  ]);
  expect(crateNames('#[cfg(test)] mod support;').testModules).toEqual(['support']);
  expect(crateNames('#[cfg(not(test))] mod real { use log::info; }').names).toMatchObject([{ inTest: false }]);
});

it('sees that code is generated', () => {
  expect(crateNames('include!(concat!(env!("OUT_DIR"), "/a.rs"));').includesGenerated).toBe(true);
  expect(crateNames('tonic::include_proto!("a");').includesGenerated).toBe(true);
  expect(crateNames('include!("a.rs");').includesGenerated).toBe(false);
});

it('takes the code of doc tests', () => {
  const text =
    '/// Text.\n/// ```\n/// # use serde::Serialize;\n/// a::b();\n/// ```\n/// ```text\n/// c::d();\n/// ```\nfn x() {}\n';
  expect(docTests(text)).toBe('\n\nuse serde::Serialize;\na::b();\n\n\n\n\n\n');
  expect(docTests('/// ```ignore\n/// a::b();\n/// ```\n/// ```\n/// c::d();\n/// ```').trim()).toBe('c::d();');
  expect(docTests('~~~rust\na::b();\n~~~\nc::d();', true).trim()).toBe('a::b();');
});
