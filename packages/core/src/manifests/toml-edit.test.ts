import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../edits/apply.js';
import type { TomlChange, TomlPath, TomlPlacement } from './toml-change.js';
import { editToml, planTomlEdits } from './toml-edit.js';
import type { TomlInput } from './toml-edit-render.js';

const set = (path: TomlPath, value: TomlInput, where: TomlPlacement = {}): TomlChange => ({
  op: 'set',
  path,
  value,
  ...where,
});
const append = (path: TomlPath, value: TomlInput, where: TomlPlacement & { unique?: boolean } = {}): TomlChange => ({
  op: 'append',
  path,
  value,
  ...where,
});
const remove = (path: TomlPath): TomlChange => ({ op: 'remove', path });
const lines = (...text: string[]): string => `${text.join('\n')}\n`;

interface Case {
  name: string;
  before: string;
  change: TomlChange;
  after: string;
}

const SET: Case[] = [
  {
    name: 'a string, keeping its quotes, its padding and its comment',
    before: lines('[package] # head', "version   =   '1.0.0'   # bumped by release"),
    change: set(['package', 'version'], '1.1.0'),
    after: lines('[package] # head', "version   =   '1.1.0'   # bumped by release"),
  },
  {
    name: 'a string that literal quotes cannot hold',
    before: "a = 'x'\n",
    change: set(['a'], "it's"),
    after: 'a = "it\'s"\n',
  },
  {
    name: 'a key of an inline table',
    before: lines('[dependencies]', 'a = { path = "../a", version = "^1.0" } # ours'),
    change: set(['dependencies', 'a', 'version'], '^1.1'),
    after: lines('[dependencies]', 'a = { path = "../a", version = "^1.1" } # ours'),
  },
  {
    name: 'a dotted key',
    before: lines('[dependencies]', 'a.path = "../a"', 'a.version = "1.0" # ours'),
    change: set(['dependencies', 'a', 'version'], '1.1'),
    after: lines('[dependencies]', 'a.path = "../a"', 'a.version = "1.1" # ours'),
  },
  {
    name: 'a key of the table in an array that a predicate picks',
    before: lines('[[package]]', 'name = "a"', 'version = "1"', '', '[[package]]', 'name = "b"', 'version = "2"'),
    change: set(['package', (item) => (item as { name?: string }).name === 'b', 'version'], '3'),
    after: lines('[[package]]', 'name = "a"', 'version = "1"', '', '[[package]]', 'name = "b"', 'version = "3"'),
  },
  {
    name: 'an item of an array',
    before: lines('deps = [', '  "a==1", # first', "  'b==1'", ']'),
    change: set(['deps', 1], 'b==2'),
    after: lines('deps = [', '  "a==1", # first', "  'b==2'", ']'),
  },
  { name: 'a float', before: 'a = 1.5\n', change: set(['a'], 2), after: 'a = 2.0\n' },
  {
    name: 'a quoted key under a quoted header',
    before: lines(`[target."cfg(unix)".'dependencies']`, '"a.b" = "1"'),
    change: set(['target', 'cfg(unix)', 'dependencies', 'a.b'], '2'),
    after: lines(`[target."cfg(unix)".'dependencies']`, '"a.b" = "2"'),
  },
];

const ADD: Case[] = [
  {
    name: 'at the end of its table, before the comments of the next',
    before: lines('[a]', 'x = 1 # one', '', '# about b', '[b]', 'y = 1'),
    change: set(['a', 'z'], true),
    after: lines('[a]', 'x = 1 # one', 'z = true', '', '# about b', '[b]', 'y = 1'),
  },
  {
    name: 'into an empty table',
    before: lines('[a]', '[b]'),
    change: set(['a', 'x'], 1),
    after: lines('[a]', 'x = 1', '[b]'),
  },
  {
    name: 'in its place among sorted keys',
    before: lines('[dependencies]', 'anyhow = "1"', 'tokio = "1"'),
    change: set(['dependencies', 'serde'], { version: '1', features: ['derive'] }, { order: 'sorted' }),
    after: lines('[dependencies]', 'anyhow = "1"', 'serde = { version = "1", features = ["derive"] }', 'tokio = "1"'),
  },
  {
    name: 'at the end of keys that are not sorted',
    before: lines('[dependencies]', 'tokio = "1"', 'anyhow = "1"'),
    change: set(['dependencies', 'serde'], '1', { order: 'sorted' }),
    after: lines('[dependencies]', 'tokio = "1"', 'anyhow = "1"', 'serde = "1"'),
  },
  {
    name: 'into an inline table',
    before: 'a = { x = 1 }\nb = {}\n',
    change: set(['a', 'y'], 2),
    after: 'a = { x = 1, y = 2 }\nb = {}\n',
  },
  { name: 'into an empty inline table', before: 'b = {}\n', change: set(['b', 'y'], 2), after: 'b = { y = 2 }\n' },
  {
    name: 'beside a dotted key',
    before: lines('[dependencies]', 'a.version = "1"', 'b = "1"'),
    change: set(['dependencies', 'a', 'path'], '../a'),
    after: lines('[dependencies]', 'a.version = "1"', 'a.path = "../a"', 'b = "1"'),
  },
  {
    name: 'beside a dotted key whose parts have one name',
    before: 'a.a.x = 1\n',
    change: set(['a', 'y'], 2),
    after: 'a.a.x = 1\na.y = 2\n',
  },
  {
    name: 'with a table of its own at the end of the text',
    before: lines('[package]', 'name = "a"'),
    change: set(['dependencies', 'serde'], '1'),
    after: lines('[package]', 'name = "a"', '', '[dependencies]', 'serde = "1"'),
  },
  {
    name: 'with a table behind its relatives',
    before: lines('[tool.uv]', 'dev = true', '', '[tool.ruff]', 'x = 1', '# y = 2', '', '# last', '[z]'),
    change: set(['tool', 'pyright', 'strict'], true),
    after: lines(
      '[tool.uv]',
      'dev = true',
      '',
      '[tool.ruff]',
      'x = 1',
      '# y = 2',
      '',
      '[tool.pyright]',
      'strict = true',
      '',
      '# last',
      '[z]',
    ),
  },
  {
    name: 'to a table that only its inner tables name',
    before: lines('# the members', '[workspace.package]', 'version = "1"'),
    change: set(['workspace', 'resolver'], '3'),
    after: lines('[workspace]', 'resolver = "3"', '', '# the members', '[workspace.package]', 'version = "1"'),
  },
  {
    name: 'at the top, behind a comment about the file',
    before: lines('# the licence', '', '# about a', '[a]', 'x = 1'),
    change: set(['name'], 'n'),
    after: lines('# the licence', '', 'name = "n"', '', '# about a', '[a]', 'x = 1'),
  },
  {
    name: 'a table under a header',
    before: lines('[workspace]', 'members = []'),
    change: set(['workspace', 'lints', 'rust'], { unsafe_code: 'forbid' }, { layout: 'table' }),
    after: lines('[workspace]', 'members = []', '', '[workspace.lints.rust]', 'unsafe_code = "forbid"'),
  },
  {
    name: 'to an empty text',
    before: '',
    change: set(['package'], { name: 'a', version: '0.1.0' }),
    after: lines('[package]', 'name = "a"', 'version = "0.1.0"'),
  },
  {
    name: 'with the indentation and quotes of its neighbours',
    before: lines('[a]', "  x = 'one'", '', '  [a.b]', "  y = 'two'"),
    change: set(['a', 'b', 'z'], 'three'),
    after: lines('[a]', "  x = 'one'", '', '  [a.b]', "  y = 'two'", "  z = 'three'"),
  },
  {
    name: 'to a text without a line end at its end',
    before: '[a]\nx = 1',
    change: set(['b', 'y'], 2),
    after: '[a]\nx = 1\n\n[b]\ny = 2\n',
  },
];

const APPEND: Case[] = [
  { name: 'to one line', before: 'a = [1, 2]\n', change: append(['a'], 3), after: 'a = [1, 2, 3]\n' },
  { name: 'behind a trailing comma', before: 'a = [1, 2,]\n', change: append(['a'], 3), after: 'a = [1, 2, 3,]\n' },
  { name: 'to an empty array', before: 'a = [ ]\n', change: append(['a'], 'x'), after: 'a = ["x"]\n' },
  { name: 'to a missing array', before: '', change: append(['a'], 'x'), after: 'a = ["x"]\n' },
  {
    name: 'a line of its own',
    before: lines('a = [', '  "x", # why', '  "y", # because', '  # "z",', ']'),
    change: append(['a'], 'w'),
    after: lines('a = [', '  "x", # why', '  "y", # because', '  "w",', '  # "z",', ']'),
  },
  {
    name: 'behind a last item without comma',
    before: lines('a = [', "\t'x',", "\t'y' # because", ']'),
    change: append(['a'], 'w'),
    after: lines('a = [', "\t'x',", "\t'y', # because", "\t'w'", ']'),
  },
  {
    name: 'in its place among sorted requirements',
    before: lines('a = [', '  "Flask>=3",', '  "httpx[http2]", # net', '  "uvicorn",', ']'),
    change: append(['a'], 'pydantic==2.*', { order: 'sorted' }),
    after: lines('a = [', '  "Flask>=3",', '  "httpx[http2]", # net', '  "pydantic==2.*",', '  "uvicorn",', ']'),
  },
  {
    name: 'as the first of sorted items',
    before: 'a = ["b", "c"]\n',
    change: append(['a'], 'a', { order: 'sorted' }),
    after: 'a = ["a", "b", "c"]\n',
  },
  {
    name: 'to brackets that hold a comment alone',
    before: lines('a = [', '  # none yet', ']'),
    change: append(['a'], 1),
    after: lines('a = [', '  # none yet', '  1,', ']'),
  },
  {
    name: 'nothing where an equal item is',
    before: 'a = [{ x = 1, y = 2 }]\n',
    change: append(['a'], { y: 2, x: 1 }, { unique: true }),
    after: 'a = [{ x = 1, y = 2 }]\n',
  },
  {
    name: 'a table to an array of tables',
    before: lines('[[bin]]', 'name = "a"', '', '[bin.x]', 'y = 1', '', '[lib]'),
    change: append(['bin'], { name: 'b', path: 'src/b.rs' }),
    after: lines(
      '[[bin]]',
      'name = "a"',
      '',
      '[bin.x]',
      'y = 1',
      '',
      '[[bin]]',
      'name = "b"',
      'path = "src/b.rs"',
      '',
      '[lib]',
    ),
  },
  {
    name: 'the first of an array of tables',
    before: lines('[package]', 'name = "a"'),
    change: append(['bin'], { name: 'b' }),
    after: lines('[package]', 'name = "a"', '', '[[bin]]', 'name = "b"'),
  },
];

const REMOVE: Case[] = [
  {
    name: 'a line with its comment, the comments above stay',
    before: lines('[d]', '# net', 'a = 1 # one', 'b = 2'),
    change: remove(['d', 'a']),
    after: lines('[d]', '# net', 'b = 2'),
  },
  { name: 'from one line', before: 'a = [1, 2, 3]\n', change: remove(['a', 1]), after: 'a = [1, 3]\n' },
  { name: 'the last item', before: 'a = [1, 2, 3]\n', change: remove(['a', 2]), after: 'a = [1, 2]\n' },
  { name: 'the last item before a comma', before: 'a = [1, 2,]\n', change: remove(['a', 1]), after: 'a = [1,]\n' },
  { name: 'the only item', before: 'a = [ 1 ]\n', change: remove(['a', 0]), after: 'a = []\n' },
  {
    name: 'an item with a line of its own',
    before: lines('a = [', '  "x", # why', '  # keep', '  "y"', ']'),
    change: remove(['a', (item) => item === 'y']),
    after: lines('a = [', '  "x" # why', '  # keep', ']'),
  },
  {
    name: 'a key of an inline table',
    before: 'a = { x = 1, y = 2 }\n',
    change: remove(['a', 'y']),
    after: 'a = { x = 1 }\n',
  },
  {
    name: 'dotted keys',
    before: lines('a.x = 1', 'b = 1', 'a.y = 2'),
    change: remove(['a']),
    after: lines('b = 1'),
  },
  {
    name: 'dotted keys of an inline table',
    before: 't = { a.x = 1, b = 1, a.y = 2 }\n',
    change: remove(['t', 'a']),
    after: 't = { b = 1 }\n',
  },
  {
    name: 'a table with its inner tables',
    before: lines('[a]', 'x = 1', '', '[b]', 'y = 1', '', '[a.c]', 'z = 1'),
    change: remove(['a']),
    after: lines('[b]', 'y = 1'),
  },
  { name: 'nothing that is not there', before: 'a = 1\n', change: remove(['b', 'c']), after: 'a = 1\n' },
];

describe.each([
  ['sets', SET],
  ['adds', ADD],
  ['appends', APPEND],
  ['removes', REMOVE],
])('editToml %s', (_title, cases) => {
  it.each(cases)('$name', ({ before, change, after }) => {
    expect(editToml(before, [change])).toBe(after);
    expect(applyTextEdits(before, planTomlEdits(before, 'a.toml', [change]))).toBe(after);
  });

  it.each(cases)('$name, in a file of Windows', ({ before, change, after }) => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    if (!before.includes('\n')) return;
    expect(editToml(windows(before), [change])).toBe(windows(after));
    expect(applyTextEdits(windows(before), planTomlEdits(windows(before), 'a.toml', [change]))).toBe(windows(after));
  });
});

describe('editToml', () => {
  it('gives a table its new keys and keeps the comments of the others', () => {
    const before = lines('[a]', '# first', 'x = 1 # one', 'y = 2', '', '[a.b]', 'z = 3 # three');
    expect(editToml(before, [set(['a'], { x: 1, b: { z: 4 }, w: 'new' })])).toBe(
      lines('[a]', '# first', 'x = 1 # one', 'w = "new"', '', '[a.b]', 'z = 4 # three'),
    );
  });

  it('gives edits of the original for changes that build on each other', () => {
    const before = lines('[a]', 'x = 1', '', '[b]', 'y = 1');
    const changes = [set(['c', 'z'], 1), set(['c', 'z'], 2), append(['a', 'list'], 1), append(['a', 'list'], 2)];
    expect(planTomlEdits(before, 'f.toml', changes)).toEqual([
      { file: 'f.toml', region: at(2, 6), newText: '\nlist = [1, 2]' },
      { file: 'f.toml', region: at(5, 6), newText: '\n\n[c]\nz = 2' },
    ]);
    expect(planTomlEdits(before, 'f.toml', [set(['a', 'x'], 1)])).toEqual([]);
  });

  it.each([
    ['broken text', 'a = \n', set(['a'], 1), { code: 'toml/invalid', line: 1 }],
    ['a path through a value', 'a = 1\n', set(['a', 'b'], 1), { code: 'toml/path' }],
    ['a value in the place of a table', '[a]\n', set(['a'], 1), { code: 'toml/path' }],
    ['an item that is not there', 'a = []\n', set(['a', (item) => item === 1], 1), { code: 'toml/path' }],
    ['an append to something else', 'a = 1\n', append(['a'], 1), { code: 'toml/path' }],
  ])('refuses %s', (_name, text, change, error) => {
    expect(() => editToml(text, [change], 'x.toml')).toThrow(
      expect.objectContaining({ name: 'HoneError', file: 'x.toml', ...error }),
    );
  });
});

const at = (line: number, column: number) => ({ start: { line, column }, end: { line, column } });
