import { describe, expect, it } from 'vitest';
import { layoutOf } from './text-layout.js';

describe('layoutOf', () => {
  it.each([
    ['four blanks', '{\n    "a": 1\n}\n', { insertSpaces: true, tabSize: 4, eol: '\n' }],
    ['tabs', '{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', { insertSpaces: false, tabSize: 1, eol: '\n' }],
    ["Windows' line ends", '{\r\n  "a": 1\r\n}\r\n', { insertSpaces: true, tabSize: 2, eol: '\r\n' }],
    ['nothing to go by', '{}', { insertSpaces: true, tabSize: 2, eol: '\n' }],
  ])('knows %s', (_, text, layout) => expect(layoutOf(text)).toEqual(layout));
});
