import { expect, it } from 'vitest';
import { scanRustReferences } from './source.js';

const scan = (text: string, file = 'libs/a/src/deep/x.rs'): string[] =>
  scanRustReferences(text, file, 'libs/a').map(({ kind, path, line }) => `${line} ${kind} ${path}`);

it.each([
  ['include_str!("../text.md")', 'include libs/a/src/text.md'],
  ['include_bytes!("b.bin")', 'include libs/a/src/deep/b.bin'],
  ['core::include!("part.rs")', 'include libs/a/src/deep/part.rs'],
  ['#![doc = include_str!(r"../../README.md")]', 'include libs/a/README.md'],
  ['include_str!(r#"quote".txt"#)', 'include libs/a/src/deep/quote".txt'],
  ['include_str!["a\\x2etxt"]', 'include libs/a/src/deep/a.txt'],
  ['include_str!("a\\\n      b.txt")', 'include libs/a/src/deep/ab.txt'],
  ['include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/x.json"))', 'include libs/shared/x.json'],
  ['include_str!(concat!(std::env!("CARGO_MANIFEST_DIR"), "/", "x.json",))', 'include libs/a/x.json'],
  ['include_str!(concat!("one", ".txt"))', 'include libs/a/src/deep/one.txt'],
  ['include_dir!("$CARGO_MANIFEST_DIR/../web/dist")', 'include libs/web/dist'],
  ['sqlx::migrate!("../migrations")', 'include libs/migrations'],
  ['sqlx::query_file_as!(Row<u8>, "sql/a.sql", 1)', 'include libs/a/sql/a.sql'],
  ['#[derive(RustEmbed)] #[folder = "../web"] struct A;', 'include libs/web'],
  ['#[path = "../other.rs"] mod other;', 'path libs/a/src/other.rs'],
  ['#[cfg_attr(any(unix, windows), path = "../../../b/x.rs")] mod os;', 'path libs/b/x.rs'],
])('%s', (text, expected) => {
  expect(scan(text)).toEqual([`1 ${expected}`]);
});

it.each([
  ['a comment', '// include_str!("x")\n/* include_str!("x") /* nested */ include_str!("x") */'],
  ['a string', 'let a = "include_str!(\\"x\\")"; let b = r##"include_str!("x")"# "##;'],
  ['what is generated', 'include!(concat!(env!("OUT_DIR"), "/x.rs"));'],
  ['what a macro is given', 'macro_rules! m { ($x:expr) => { include_str!($x) } }'],
  ['an attribute of another tool', '#[utoipa::path(get, path = "/users")] #[template(path = "a.html")] fn f() {}'],
  ['a variable', 'let path = "x"; let r#include = 1; my_include_str!("x");'],
  ['an absolute path', 'include_str!("/etc/hosts")'],
])('finds nothing in %s', (_, text) => {
  expect(scan(text)).toEqual([]);
});

it('is not led astray by characters and lifetimes', () => {
  const text = `fn f<'a>(x: &'a str) -> char { '"' }\nconst Q: u8 = b'\\'';\nconst T: &str = include_str!("t");\n`;
  expect(scan(text)).toEqual(['3 include libs/a/src/deep/t']);
});

it('follows inline modules', () => {
  const text = 'mod a { mod b { #[path = "x.rs"] mod x; } }\n#[path = "y.rs"] mod y;\n';
  expect(scan(text, 'libs/a/src/lib.rs')).toEqual(['1 path libs/a/src/a/b/x.rs', '2 path libs/a/src/y.rs']);
  expect(scan(text, 'libs/a/src/m.rs')).toEqual([
    '1 path libs/a/src/a/b/x.rs',
    '1 path libs/a/src/m/a/b/x.rs',
    '2 path libs/a/src/y.rs',
  ]);
});
