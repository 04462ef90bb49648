import { describe, expect, it } from 'vitest';
import { decodePython } from './decode.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('text', () => {
  it.each([
    ['UTF-8 without a declaration', Buffer.from('é'), 'é'],
    ['a byte order mark is dropped', Buffer.from('\uFEFFx'), 'x'],
    ['latin-1', bytes('# -*- coding: latin-1 -*-\n\xe9\x80'), '# -*- coding: latin-1 -*-\n\xe9\x80'],
    [
      'a declaration in the second line',
      bytes('#!/bin/sh\n# vim: fileencoding=cp1252\n\x80'),
      '#!/bin/sh\n# vim: fileencoding=cp1252\n€',
    ],
    ['iso-8859-15', bytes('# coding: iso-8859-15\n\xa4'), '# coding: iso-8859-15\n€'],
    ['latin-5 keeps its control characters', bytes('# coding: latin5\n\x85\xfd'), '# coding: latin5\n\x85ı'],
    ['euc-jp', Buffer.from('23636f64696e673a6575632d6a700aa4a2', 'hex'), '#coding:euc-jp\nあ'],
    ['an Emacs line end', Buffer.from('# coding: utf-8-unix\né'), '# coding: utf-8-unix\né'],
    ['no declaration after code', Buffer.from('x = 1\n# coding: nonsense\n'), 'x = 1\n# coding: nonsense\n'],
  ])('%s', (_, source, text) => expect(decodePython(source)).toMatchObject({ text }));
});

describe('errors', () => {
  it.each([
    ['invalid UTF-8', Buffer.from([...Buffer.from('a\né😀 '), 0xe9, 0x20]), 'invalid-bytes', 2, 5],
    ['a sequence cut off at the end', Buffer.from([0x61, 0xf0, 0x9f, 0x98]), 'invalid-bytes', 1, 2],
    ['an encoded surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 'invalid-bytes', 1, 2],
    ['a byte that ASCII lacks', bytes('# coding: ascii\r\nab\xe9'), 'invalid-bytes', 2, 3],
    ['a byte that cp1252 lacks', bytes('# coding: cp1252\n\x81'), 'invalid-bytes', 2, 1],
    ['an unknown encoding', Buffer.from('\n# coding: nonsense\n'), 'unknown-encoding', 2, 1],
    ['an encoding that only Python knows', Buffer.from('# coding: cp437\n'), 'unsupported-encoding', 1, 1],
    ['a mark against the declaration', Buffer.from('\uFEFF# coding: latin-1\n'), 'conflicting-encoding', 1, 1],
    ['a zero byte', Buffer.from('ab\n\0'), 'null-byte', 2, 1],
  ])('%s', (_, source, kind, line, column) => expect(decodePython(source)).toMatchObject({ kind, line, column }));
});
