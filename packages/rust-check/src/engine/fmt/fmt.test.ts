import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import { createHunkEditor } from './hunk-edits.js';
import {
  type FormatCrate,
  parseFormatDiff,
  parseFormatErrors,
  planFormatCalls,
  withoutRepeatedErrors,
} from './index.js';

describe('parseFormatDiff', () => {
  it('reads both headings that rustfmt has had, and a file told twice once', () => {
    const hunk = ' a\n-b\n+c\n \n';
    const { hunks, newlineFiles } = parseFormatDiff(
      `Diff in /w/a.rs at line 3:\n${hunk}Diff in C:\\w\\a.rs:7:\r\n${hunk}Diff in C:\\w\\a.rs:7:\n${hunk}Incorrect newline style in /w/b.rs\n`,
    );
    expect(hunks.map(({ file, line }) => [file, line])).toEqual([
      ['/w/a.rs', 3],
      ['C:\\w\\a.rs', 7],
    ]);
    expect(hunks[0]!.lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['stay a', 'go b', 'come c', 'stay ']);
    expect(newlineFiles).toEqual(['/w/b.rs']);
  });

  it('gives no edits for a file that has changed meanwhile', () => {
    const [hunk] = parseFormatDiff('Diff in /a.rs:1:\n-fn  a() {}\n+fn a() {}\n \n').hunks;
    expect(createHunkEditor('a.rs', 'fn  a() {}\n').editsOf(hunk!)).toHaveLength(1);
    expect(createHunkEditor('a.rs', 'fn   a() {}\n').editsOf(hunk!)).toBeUndefined();
    expect(createHunkEditor('a.rs', '').editsOf(hunk!)).toBeUndefined();
  });
});

describe('parseFormatErrors', () => {
  it('reads what rustfmt and rustup say', () => {
    expect(
      parseFormatErrors(
        [
          "Warning: can't set `imports_granularity = Crate`, unstable features are only available in nightly channel.",
          "error: 'rustfmt' is not installed for the toolchain '1.70.0-x86_64-unknown-linux-gnu'.",
          'The file `/w/rustfmt.toml` failed to parse.',
          'Error details: invalid type: string "x", expected usize',
          'in `max_width`',
          'Invalid value for `--edition`',
        ].join('\n'),
      ),
    ).toEqual([
      {
        kind: 'missing-tool',
        message: "'rustfmt' is not installed for the toolchain '1.70.0-x86_64-unknown-linux-gnu'.",
      },
      { kind: 'config', file: '/w/rustfmt.toml', message: 'invalid type: string "x", expected usize in `max_width`' },
      { kind: 'other', message: 'Invalid value for `--edition`' },
    ]);
  });
});

describe('planFormatCalls', () => {
  const crate = (root: string, more: Partial<FormatCrate> = {}): FormatCrate => ({
    root,
    nestedRoots: [],
    edition: '2021',
    files: [`${root}/src/lib.rs`],
    cargoRoot: 'rust',
    ...more,
  });

  it('makes one call of crates with one edition and one Cargo workspace', () => {
    const calls = planFormatCalls(
      [crate('rust/a'), crate('rust/b', { edition: '2024' }), crate('rust/c'), crate('d', { cargoRoot: 'd' })],
      '/w',
    );
    expect(calls.map(({ cwd, crates }) => [cwd, ...crates.map(({ root }) => root)])).toEqual([
      ['rust', 'rust/a', 'rust/c'],
      ['rust', 'rust/b'],
      ['d', 'd'],
    ]);
    expect(calls[0]!.args.slice(-2).map((name) => name.replaceAll('\\', '/'))).toEqual([
      'a/src/lib.rs',
      'c/src/lib.rs',
    ]);
  });

  it('splits for processes side by side and for the longest command line of Windows', () => {
    const many = Array.from({ length: 100 }, (_, at) => crate(`rust/crate-${at}`));
    expect(planFormatCalls(many, '/w', 1)).toHaveLength(1);
    expect(planFormatCalls(many, '/w', 2)).toHaveLength(2);
    expect(planFormatCalls(many.slice(0, 20), '/w', 8)).toHaveLength(1);
    const long = Array.from({ length: 300 }, (_, at) => crate(`rust/${'x'.repeat(200)}-${at}`));
    for (const { args } of planFormatCalls(long, '/w')) expect(args.join(' ').length).toBeLessThan(25_000);
  });
});

it('withoutRepeatedErrors keeps the syntax errors that the compiler did not see', () => {
  const finding = (tool: string, ruleId: string, line: number): Diagnostic => {
    const at = { line, column: 1 };
    return { tool, ruleId, level: 'error', message: 'x', location: { file: 'a.rs', region: { start: at, end: at } } };
  };
  const format = [
    finding('rustfmt', 'rust/syntax', 1),
    finding('rustfmt', 'rust/syntax', 2),
    finding('rustfmt', 'rustfmt', 1),
  ];
  expect(withoutRepeatedErrors(format, [finding('rustc', 'rust/syntax', 1)])).toEqual(format.slice(1));
});
