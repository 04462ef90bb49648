import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import {
  type CargoMessage,
  collectDiagnostics,
  type CompilerMessage,
  createMessageReader,
  denyWarnings,
  describeCompilers,
  diagnosticsOf,
  mergeDuplicates,
  type MessageContext,
  parseCargoMessage,
  type RustcDiagnostic,
  type RustcSpan,
} from './index.js';

const source = 'fn f() { let 🐍 = "é"; }\nfn g() {}\n';
const context: MessageContext = {
  workspaceRoot: '/w',
  cargoRoot: '/w/rust',
  crateRoot: 'rust/app',
  targetDirectory: '/w/rust/target',
  sources: (file) => (file === 'rust/app/src/lib.rs' ? source : undefined),
};
const span = (from: number, to: number, more: Partial<RustcSpan> = {}): RustcSpan => ({
  file_name: 'app/src/lib.rs',
  byte_start: from,
  byte_end: to,
  line_start: 1,
  line_end: 1,
  column_start: from + 1,
  column_end: to + 1,
  is_primary: true,
  text: [{ text: source.split('\n')[0]!, highlight_start: 1, highlight_end: 1 }],
  label: null,
  suggested_replacement: null,
  suggestion_applicability: null,
  expansion: null,
  ...more,
});
const suggest = (from: number, to: number, text: string, more: Partial<RustcSpan> = {}): RustcSpan =>
  span(from, to, { suggested_replacement: text, suggestion_applicability: 'MachineApplicable', ...more });
const remark = (message: string, spans: RustcSpan[] = [], level = 'help'): RustcDiagnostic => ({
  message,
  code: null,
  level,
  spans,
  children: [],
});
const message = (more: Partial<RustcDiagnostic>): CompilerMessage => ({
  reason: 'compiler-message',
  package_id: 'path+file:///w/rust/app#0.1.0',
  target: { kind: ['lib'], name: 'app', src_path: '/w/rust/app/src/lib.rs' },
  message: { ...remark('unused', [span(3, 4)], 'warning'), code: { code: 'unused_variables' }, ...more },
});
const read = (more: Partial<RustcDiagnostic>): Diagnostic => diagnosticsOf(message(more), context)[0]!;

describe('parseCargoMessage', () => {
  it.each([
    ['', undefined],
    ['a line of a macro', undefined],
    ['{"reason":"compiler-message","package_id":"a","target":{"name":"a","kind"', undefined],
    ['{"reason":"compiler-message"}', undefined],
    [
      '{"reason":"compiler-message","package_id":"a","target":{"name":"a","kind":[]},"message":{"message":1}}',
      undefined,
    ],
    ['{"reason":"toString"}', undefined],
    ['{"reason":"timing-info","package_id":"a"}', undefined],
    ['["reason"]', undefined],
    ['{"reason":"build-finished","success":true}', { reason: 'build-finished', success: true }],
  ])('reads %s', (line, expected) => expect(parseCargoMessage(line)).toEqual(expected));
});

describe('createMessageReader', () => {
  const collect = (chunks: readonly (Uint8Array | string)[]): { messages: CargoMessage[]; text: string[] } => {
    const messages: CargoMessage[] = [];
    const text: string[] = [];
    const reader = createMessageReader(
      (it) => messages.push(it),
      (line) => text.push(line),
    );
    for (const chunk of chunks) reader.write(chunk);
    reader.end();
    return { messages, text };
  };
  const finished = '{"reason":"build-finished","success":true}';

  it('gives the same however the bytes are cut', () => {
    const bytes = Buffer.from(`macro 🐍 says\r\n${finished}\r\n\r\n{"reason":"x é"}\nlast`);
    const whole = collect([bytes]);
    expect(whole).toEqual({ messages: [JSON.parse(finished)], text: ['macro 🐍 says', '{"reason":"x é"}', 'last'] });
    for (const size of [1, 2, 3, 5, 7]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      expect(collect(chunks)).toEqual(whole);
    }
  });

  it('goes on after bytes that are not UTF-8', () => {
    const { messages, text } = collect([Buffer.from([0xff, 0xfe, 0x0a]), `${finished}\n`]);
    expect([messages.length, text]).toEqual([1, ['\uFFFD\uFFFD']]);
  });

  it('takes a line of 30 megabytes in small chunks', () => {
    const line = JSON.stringify(message({ message: 'x'.repeat(30 * 1024 * 1024) }));
    const bytes = Buffer.from(`${line}\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, at) =>
      bytes.subarray(at * 8192, (at + 1) * 8192),
    );
    expect(collect(chunks).messages).toHaveLength(1);
  });
});

describe('diagnosticsOf', () => {
  it('counts columns in UTF-16 code units, from bytes where the file is at hand', () => {
    const snake = read({ spans: [span(21, 23, { column_start: 19, column_end: 20 })] });
    expect(snake.location!.region).toEqual({ start: { line: 1, column: 20 }, end: { line: 1, column: 21 } });
    const unread = span(21, 23, { file_name: 'app/src/gone.rs', column_start: 19, column_end: 20 });
    expect(read({ spans: [unread] }).location!.region!.start).toEqual({ line: 1, column: 20 });
  });

  it('names files relative to the workspace root, absolute ones too', () => {
    for (const file_name of ['app/src/lib.rs', '/w/rust/app/src/lib.rs']) {
      expect(read({ spans: [span(3, 4, { file_name })] }).location!.file).toBe('rust/app/src/lib.rs');
    }
  });

  it('walks out of dependencies, the standard library and generated code to the call in the crate', () => {
    const call = span(9, 12);
    const inMacro = (file_name: string, inner: RustcSpan = call): RustcSpan =>
      span(1, 2, { file_name, expansion: { span: inner, macro_decl_name: 'm!' } });
    for (const file of [
      '/rustc/0123456789abcdef/library/std/src/macros.rs',
      '/w/rust/target/debug/build/x/out/g.rs',
      '<m>',
    ]) {
      expect(read({ spans: [inMacro(file)] }).location!.region!.start.column).toBe(10);
      expect(
        read({ spans: [inMacro('/home/me/.cargo/registry/src/i/x-1.0.0/src/lib.rs', inMacro(file))] }).location,
      ).toEqual(read({ spans: [call] }).location);
    }
    expect(read({ spans: [inMacro('dep/src/lib.rs')] }).location!.file).toBe('rust/app/src/lib.rs');
  });

  it('has the root file of the target, else the manifest, when no place is left', () => {
    expect(read({ spans: [] }).location).toEqual({ file: 'rust/app/src/lib.rs' });
    const elsewhere = message({ spans: [] });
    elsewhere.target = { kind: ['bin'], name: 'x', src_path: '/elsewhere/main.rs' };
    expect(diagnosticsOf(elsewhere, context)[0]!.location).toEqual({ file: 'rust/app/Cargo.toml' });
  });

  it.each([
    ['aborting due to 2 previous errors; 1 warning emitted', 'error'],
    ['3 warnings emitted', 'warning'],
    ['For more information about this error, try `rustc --explain E0308`.', 'failure-note'],
  ])('leaves out %s', (text, level) => {
    expect(diagnosticsOf(message({ message: text, level, code: null, spans: [] }), context)).toEqual([]);
  });

  it.each([
    ['expected one of `!` or `::`, found `x`', 'rust/syntax'],
    ['cannot find macro `x` in this scope', 'rust/macro-not-found'],
    ['internal compiler error: unexpected panic', 'rust/compiler-crashed'],
    ['linking with `cc` failed: exit status: 1', 'rust/link-failed'],
    ['environment variable `X` not defined at compile time', 'rust/env-not-set'],
    ['something new', 'rust/error'],
  ])('names %s', (text, id) => {
    expect(read({ message: text, level: 'error', code: null })).toMatchObject({
      ruleId: id,
      level: 'error',
      tool: 'rustc',
    });
  });

  it('takes paths of the machine out of what is said', () => {
    const said = read({
      message: "couldn't read `/w/rust/app/x.txt`: no such file",
      children: [
        remark('see /home/me/.cargo/registry/src/index-0123/serde-1.0.0/src/lib.rs', [], 'note'),
        remark(
          'at /rustc/0123456789abcdef/library/core/src/a.rs and /w/rust/target/debug/build/app-0123456789abcdef/out/g.rs',
          [],
          'note',
        ),
        remark("the full name for the type has been written to '/tmp/long-type-1.txt'", [], 'note'),
        remark('`#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default', [], 'note'),
      ],
    });
    expect(said.message).toBe("couldn't read `rust/app/x.txt`: no such file");
    expect(said.hint).toBe('See serde-1.0.0/src/lib.rs. At library/core/src/a.rs and target/debug/build/app/out/g.rs.');
  });
});

describe('fixes', () => {
  const fixesOf = (...children: RustcDiagnostic[]) => read({ children }).fixes;

  it('are one a remark, trusted as its least trusted part', () => {
    expect(
      fixesOf(
        remark('remove it', [suggest(3, 4, ''), suggest(6, 7, 'x')]),
        remark('maybe', [suggest(3, 4, 'a'), suggest(6, 7, 'b', { suggestion_applicability: 'MaybeIncorrect' })]),
        remark('fill in', [suggest(3, 4, '<T>', { suggestion_applicability: 'HasPlaceholders' })]),
        remark('no more than words'),
      )!.map(({ applicability, edits }) => [applicability, edits.map(({ newText }) => newText)]),
    ).toEqual([
      ['safe', ['', 'x']],
      ['unsafe', ['a', 'b']],
      ['manual', ['<T>']],
    ]);
  });

  it('are one an alternative, with the text that tells them apart', () => {
    const maybe = { suggestion_applicability: 'MaybeIncorrect' as const };
    const fixes = fixesOf(
      remark('consider importing one of these structs', [
        suggest(0, 0, 'use a::X;\n', maybe),
        suggest(0, 0, 'use b::X;\n', maybe),
      ]),
    )!;
    expect(fixes.map(({ description, edits }) => [description, edits.length])).toEqual([
      ['consider importing one of these structs: `use a::X;`', 1],
      ['consider importing one of these structs: `use b::X;`', 1],
    ]);
  });

  it('are left out when a part is not ours to change, or the file has changed since', () => {
    const foreign = { file_name: '/rustc/0123456789/library/core/src/lib.rs' };
    expect(fixesOf(remark('x', [suggest(3, 4, ''), suggest(0, 1, '', foreign)]))).toBeUndefined();
    const stale = { text: [{ text: 'fn other() {}', highlight_start: 1, highlight_end: 2 }] };
    expect(fixesOf(remark('x', [suggest(3, 4, '', stale)]))).toBeUndefined();
    expect(fixesOf(remark('x', [suggest(13, 15, '')]))).toBeUndefined();
  });

  it('that could be wrong elsewhere are not safe: in the body of a macro, in another crate', () => {
    const call = { expansion: { span: span(9, 12), macro_decl_name: 'm!' } };
    expect(fixesOf(remark('x', [suggest(3, 4, '', call)]))).toMatchObject([{ applicability: 'unsafe' }]);
  });
});

describe('mergeDuplicates', () => {
  const finding = (more: Partial<Diagnostic>): Diagnostic => ({ ...read({}), ...more });

  it('keeps the worst level and every fix once, the less trusted', () => {
    const [edit] = read({ children: [remark('x', [suggest(3, 4, '')])] }).fixes!;
    const merged = mergeDuplicates([
      finding({ fixes: [edit!] }),
      finding({ level: 'error', fixes: [{ ...edit!, applicability: 'unsafe' }] }),
    ]);
    expect(merged).toMatchObject([{ level: 'error', fixes: [{ applicability: 'unsafe' }] }]);
    expect(merged[0]!.fixes).toHaveLength(1);
  });

  it('keeps what differs', () => {
    expect(mergeDuplicates([finding({}), finding({ message: 'other' }), finding({ ruleId: 'x' })])).toHaveLength(3);
  });
});

it('collectDiagnostics distrusts the fix of a crate that does not compile', () => {
  const unused = message({ children: [remark('x', [suggest(3, 4, '_f')])] });
  expect(collectDiagnostics([unused], context)[0]!.fixes![0]!.applicability).toBe('safe');
  const broken = message({ level: 'error', code: { code: 'E0308' }, message: 'mismatched types' });
  const found = collectDiagnostics([unused, broken], context);
  expect(found.find(({ fixes }) => fixes)!.fixes![0]!.applicability).toBe('unsafe');
});

it('denyWarnings turns warnings of the compilers into errors, and nobody else’s', () => {
  const levels = denyWarnings([read({}), { ...read({}), tool: 'rust-check' }, { ...read({}), level: 'note' }]);
  expect(levels.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
});

it('describeCompilers gives the page of a rule where there is one', () => {
  const found = ['E0308', 'unused_mut', 'rust/syntax'].map((ruleId) => ({ ...read({}), ruleId }));
  const lint = { ...read({}), tool: 'clippy', ruleId: 'clippy::needless_return' };
  const tools = describeCompilers([...found, lint], { rustc: '1.95.0', clippy: '0.1.95' });
  expect(
    tools.map(({ name, rules }) => [name, rules!.map(({ id, helpUri }) => [id, helpUri?.replace(/^.*\//, '')])]),
  ).toEqual([
    [
      'rustc',
      [
        ['E0308', 'E0308.html'],
        ['rust/syntax', undefined],
        ['unused_mut', undefined],
      ],
    ],
    ['clippy', [['clippy::needless_return', 'index.html#needless_return']]],
  ]);
});
