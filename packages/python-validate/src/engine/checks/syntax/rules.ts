import type { Rule } from '../../rule.js';

/** A file whose bytes Python can't turn into text. */
export const encodingRule: Rule = {
  id: 'python/encoding',
  summary: 'A source file can be decoded: it is valid in the encoding that it declares, or UTF-8.',
  reason: 'Python refuses to compile the file, whatever is in it.',
  level: 'error',
  bad: { 'app.py': '# coding: no-such-encoding\n' },
  good: { 'app.py': '# coding: utf-8\n' },
  specification: 'https://peps.python.org/pep-0263/',
};

export const nullByteRule: Rule = {
  id: 'python/null-byte',
  summary: 'A source file holds no zero byte.',
  reason: 'Python refuses to compile the file; most often it was saved as UTF-16 or is no source at all.',
  level: 'error',
  bad: { 'app.py': 'x = 1\n\0' },
  good: { 'app.py': 'x = 1\n' },
};

export const tooLargeRule: Rule = {
  id: 'python/file-too-large',
  summary: 'A source file is small enough to be checked.',
  reason: 'Parsing needs many times the size of the file in memory; one such file must not end the whole run.',
  level: 'warning',
  bad: {},
  good: { 'app.py': 'x = 1\n' },
};

export const unreadableRule: Rule = {
  id: 'python/file-unreadable',
  summary: 'A source file can be read.',
  reason: 'It was deleted, or its permissions changed, while the checks ran.',
  level: 'error',
  bad: {},
  good: { 'app.py': 'x = 1\n' },
};

export const sourceRules: readonly Rule[] = [encodingRule, nullByteRule, tooLargeRule, unreadableRule];
