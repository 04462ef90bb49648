import { expect, it } from 'vitest';
import type { SourceFile } from '../../check.js';
import { largestFile, readSource } from './read-source.js';

const source = (bytes: Uint8Array | (() => Uint8Array), size = 1): SourceFile => ({
  file: 'a.py',
  path: '/a.py',
  size,
  bytes: typeof bytes === 'function' ? bytes : () => bytes,
  text: () => undefined,
});

it('keeps the byte order mark, which ruff wants to see', () => {
  expect(readSource(source(Buffer.from('\ufeffx = 1\n')))).toEqual({
    kind: 'text',
    text: '\ufeffx = 1\n',
    isUtf8: true,
  });
});

it('takes an empty file', () => expect(readSource(source(Buffer.alloc(0)))).toMatchObject({ kind: 'text', text: '' }));

it('decodes a declared encoding, and knows that ruff can not', () => {
  const read = readSource(source(Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1')));
  expect(read).toEqual({ kind: 'text', text: '# coding: latin-1\nx = "é"\n', isUtf8: false });
});

it.each([
  ['bytes that are no UTF-8', Buffer.from('x = 1\ny = "\xe9"\n', 'latin1'), 'python/encoding', 2],
  ['an unknown encoding', Buffer.from('# coding: nonsense\n'), 'python/encoding', 1],
  ['a zero byte', Buffer.from('x = 1\n\0'), 'python/null-byte', 2],
])('reports %s', (_case, bytes, ruleId, line) => {
  const read = readSource(source(bytes));
  expect(read).toMatchObject({ diagnostic: { ruleId, location: { file: 'a.py', region: { start: { line } } } } });
});

it('reports a file that is gone', () => {
  const gone = () => {
    throw Object.assign(new Error('gone'), { code: 'ENOENT' });
  };
  expect(readSource(source(gone))).toMatchObject({ diagnostic: { ruleId: 'python/file-unreadable', level: 'error' } });
});

it('passes over a huge file without reading it', () => {
  const read = readSource(source(() => expect.unreachable(), largestFile + 1));
  expect(read).toMatchObject({ diagnostic: { ruleId: 'python/file-too-large', level: 'warning' } });
});
