import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import { applyFixesToFiles } from '@hone/core/edits';
import { createSourceReader } from '../messages/index.js';
import { formatFindings, type FormatCrate } from './index.js';

const hasRustfmt = spawnSync('rustfmt', ['--version']).status === 0;
if (!hasRustfmt) console.warn('SKIPPED formatFindings: rustfmt is missing: rustup component add rustfmt');

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-fmt-')));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const write = (files: Record<string, string | Buffer>): void => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
};
const crate = (folder: string, files: string[], more: Partial<FormatCrate> = {}): FormatCrate => ({
  root: folder,
  nestedRoots: [],
  edition: '2021',
  files: files.map((file) => path.posix.join(folder, file)),
  cargoRoot: '.',
  ...more,
});
const find = (...crates: FormatCrate[]): Promise<Map<string, Diagnostic[]>> =>
  formatFindings(crates, {
    workspaceRoot: root,
    sources: createSourceReader(root),
    rustfmt: { program: 'rustfmt', args: [] },
  });
const rulesOf = (found: Map<string, Diagnostic[]>): Record<string, string[]> =>
  Object.fromEntries([...found].map(([folder, all]) => [folder, all.map(({ ruleId }) => ruleId)]));

describe.skipIf(!hasRustfmt)('formatFindings', () => {
  /** Texts on which an edit can go wrong by a line or a character. */
  const texts: Record<string, string> = {
    formatted: 'fn a() {}\n',
    'no line end': 'fn a() {}',
    'no line end, and a change': 'fn a() {}\nfn  b() {}',
    'lines at the end': 'fn a() {}\n\n\n',
    'lines at the start': '\n\n\nfn a() {}\n',
    'nothing but lines': '\n\n\n',
    CRLF: 'fn  a() {\r\n    let x=1;\r\n    // 🐍  \r\n}\r\n',
    'CRLF without a last one': 'fn  a() {}\r\nfn b() {}',
    'a byte order mark': '\uFEFFfn  a() {}\nfn b() {}\n',
    tabs: 'mod x {\n  fn  a() {}\n\tfn t( ) { }\n}\n',
    'characters of several units': 'fn a() { let s = "🐍🐍" ; let t="漢é";  }\nfn b() { f("🐍" , "🐌") }\n',
    'code that looks like a heading': 'fn  b() { let s = "\nDiff in /tmp/x:3:\n-abc\n+d\n"; }\n',
    'far places': `fn  a() {}\n${'\nfn ok() {}\n'.repeat(12)}fn  z() {}\n`,
    'near places': 'fn  a() {}\nfn ok() {}\nfn  b() {}\nfn ok() {}\nfn  c() {}\n',
    'moved lines': 'mod z;\nmod b;\nuse std::fmt;\nuse std::collections::HashMap;\nuse std::cell::Cell;\n',
    'one line that becomes many': `fn a() { foo(${'argument, '.repeat(30)}|x| { y }) }\n`,
  };

  it('gives fixes that write what rustfmt writes', async () => {
    const names = Object.keys(texts);
    const files = Object.fromEntries(names.map((name, at) => [`c${at}/lib.rs`, texts[name]!]));
    write(files);
    const found = await find(...names.map((_, at) => crate(`c${at}`, ['lib.rs'])));
    const fixes = [...found.values()].flat().flatMap((diagnostic) => diagnostic.fixes ?? []);
    const applied = applyFixesToFiles(fixes, (file) => files[file]);
    expect(applied.left).toEqual([]);
    const ours = { ...files, ...Object.fromEntries(applied.files.map(({ path: file, after }) => [file, after])) };
    const rustfmt = (...args: string[]) =>
      spawnSync('rustfmt', ['--edition', '2021', ...args, ...Object.keys(files)], { cwd: root });
    rustfmt();
    // rustfmt 1.9 drops the mark and the carriage returns of a file that it writes, and asks for neither; edits keep them.
    const plain = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    for (const [at, name] of names.entries()) {
      const theirs = fs.readFileSync(path.join(root, `c${at}/lib.rs`), 'utf8');
      expect([name, plain(ours[`c${at}/lib.rs`]!)]).toEqual([name, plain(theirs)]);
    }
    write(ours);
    expect(String(rustfmt('--check').stdout)).toBe('');
    expect(found.get('c0')).toEqual([]);
  });

  it('has one finding a place, exactly where the text changes', async () => {
    write({ 'a/lib.rs': texts['far places']! });
    const [first, second, ...more] = (await find(crate('a', ['lib.rs']))).get('a')!;
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      tool: 'rustfmt',
      ruleId: 'rustfmt',
      level: 'error',
      location: { file: 'a/lib.rs', region: { start: { line: 1, column: 4 }, end: { line: 1, column: 5 } } },
      fixes: [{ applicability: 'safe', edits: [{ newText: '' }] }],
    });
    expect(second!.location!.region!.start.line).toBe(26);
  });

  it('gives each crate its own files, however many are checked at once', async () => {
    write({
      'lib.rs': 'mod own;\n#[path = "a/shared.rs"]\nmod shared;\n',
      'own.rs': 'fn  own() {}\n',
      'a/lib.rs': 'mod shared;\nfn  a() {}\n',
      'a/main.rs': 'mod shared;\nfn main() {}\n',
      'a/shared.rs': 'fn  shared() {}\n',
      'b/lib.rs': 'pub async fn  b() {}\n',
    });
    const crates = [
      crate('.', ['lib.rs'], { nestedRoots: ['a', 'b'] }),
      crate('a', ['lib.rs', 'main.rs']),
      crate('b', ['lib.rs'], { edition: '2018' }),
    ];
    const together = await find(...crates);
    expect([...together].map(([folder, all]) => [folder, all.map(({ location }) => location!.file)])).toEqual([
      ['.', ['own.rs']],
      ['a', ['a/lib.rs', 'a/shared.rs']],
      ['b', ['b/lib.rs']],
    ]);
    for (const one of crates) expect((await find(one)).get(one.root)).toEqual(together.get(one.root));
  });

  it('tells of what cannot be formatted where it is, and formats the rest', async () => {
    write({
      'ok/lib.rs': 'fn  ok() {}\n',
      'syntax/lib.rs': 'mod inner;\nfn  a() {}\n',
      'syntax/inner.rs': 'fn a() {}\nfn b() { "🐍" let }\n',
      'bytes/lib.rs': Buffer.from('fn  \xff() {}\n', 'latin1'),
      'config/lib.rs': 'fn a() {}\n',
      'config/rustfmt.toml': 'max_width = "wide"\n',
      'gone/.keep': '',
    });
    const folders = ['bytes', 'config', 'gone', 'ok', 'syntax'];
    const found = await find(...folders.map((folder) => crate(folder, ['lib.rs'])));
    expect(rulesOf(found)).toEqual({
      bytes: ['rust/syntax'],
      config: ['rust/rustfmt-config-invalid'],
      gone: ['rust/syntax'],
      ok: ['rustfmt'],
      syntax: ['rust/syntax'],
    });
    expect(found.get('syntax')![0]!.location).toEqual({
      file: 'syntax/inner.rs',
      region: { start: { line: 2, column: 15 }, end: { line: 2, column: 15 } },
    });
    expect(found.get('config')![0]).toMatchObject({ location: { file: 'config/rustfmt.toml' } });
    expect(JSON.stringify([...found])).not.toContain(root);
  });

  it('says that line ends differ, with no fix: an edit keeps the line ends of its file', async () => {
    write({ 'a/lib.rs': 'fn a() {}\n', 'a/rustfmt.toml': 'newline_style = "Windows"\n' });
    const [finding] = (await find(crate('a', ['lib.rs']))).get('a')!;
    expect(finding).toMatchObject({ ruleId: 'rustfmt', location: { file: 'a/lib.rs' } });
    expect(finding).not.toHaveProperty('fixes');
  });

  it('puts no more than a few roots on one command line, and no fewer', async () => {
    const folders = Array.from({ length: 60 }, (_, at) => `crate-${at}`);
    write(Object.fromEntries(folders.map((folder) => [`${folder}/lib.rs`, 'fn  a() {}\n'])));
    const found = await find(...folders.map((folder) => crate(folder, ['lib.rs'])));
    expect([...found.values()].every((all) => all.length === 1)).toBe(true);
  });
});

it('names a rustfmt that is not there', async () => {
  write({ 'a/lib.rs': 'fn  a() {}\n' });
  const found = await formatFindings([crate('a', ['lib.rs'])], {
    workspaceRoot: root,
    sources: createSourceReader(root),
    rustfmt: { program: path.join(root, 'no-rustfmt'), args: [] },
  });
  expect(found.get('a')).toMatchObject([{ ruleId: 'rust/component-missing', location: { file: 'a/Cargo.toml' } }]);
});
