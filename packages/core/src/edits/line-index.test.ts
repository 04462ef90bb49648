import { describe, expect, it } from 'vitest';
import { createByteIndex } from './byte-offsets.js';
import { createLineIndex, offsetToPosition, positionToOffset } from './line-index.js';

describe('createLineIndex', () => {
  it('knows all three line ends', () => {
    const index = createLineIndex('a\nb\r\nc\rd');
    expect(index.lineCount).toBe(4);
    expect([1, 2, 3, 4, 5, 0].map((line) => index.lineText(line))).toEqual(['a', 'b', 'c', 'd', undefined, undefined]);
  });

  it('has an empty last line after a line end, and one line in an empty text', () => {
    expect(createLineIndex('a\n').lineText(2)).toBe('');
    expect(createLineIndex('').lineCount).toBe(1);
    expect(offsetToPosition('', 0)).toEqual({ line: 1, column: 1 });
  });

  it('goes there and back for every position of every line', () => {
    const text = '\uFEFFé🐍\r\n\n漢字\rx\n';
    const index = createLineIndex(text);
    for (let line = 1; line <= index.lineCount; line++) {
      for (let column = 1; column <= index.lineText(line)!.length + 1; column++) {
        const offset = index.positionToOffset({ line, column });
        expect(index.offsetToPosition(offset)).toEqual({ line, column });
        expect(text.slice(offset).startsWith(index.lineText(line)!.slice(column - 1))).toBe(true);
      }
    }
    expect(positionToOffset(text, { line: 1, column: 1 })).toBe(1);
    expect(index.offsetToPosition(0)).toEqual({ line: 1, column: 1 });
  });

  it('takes an offset inside CRLF as the end of its line', () => {
    expect(offsetToPosition('ab\r\nc', 3)).toEqual({ line: 1, column: 3 });
    expect(offsetToPosition('ab\r\nc', 4)).toEqual({ line: 2, column: 1 });
  });

  it('says what the text has instead', () => {
    expect(() => positionToOffset('ab\n', { line: 5, column: 1 })).toThrow('There is no line 5: the text has 2 lines.');
    expect(() => positionToOffset('ab\n', { line: 1, column: 9 })).toThrow('the line ends at column 3');
    expect(() => offsetToPosition('ab', 3)).toThrow('There is no offset 3');
  });

  it('finds its way back from 100,000 places of 10 MB', () => {
    const text = 'some line of source\r\n'.repeat(500_000);
    const index = createLineIndex(text);
    for (let line = 1; line <= 500_000; line += 5) {
      expect(index.offsetToPosition(index.positionToOffset({ line, column: 3 })).line === line).toBe(true);
    }
  });
});

describe('createByteIndex', () => {
  it('agrees with an encoder at every character', () => {
    const text = 'aé漢🐍\r\nß\uFEFF\uD800x';
    const toOffset = createByteIndex(text);
    let offset = 0;
    for (const character of text) {
      expect(toOffset(Buffer.byteLength(text.slice(0, offset)))).toBe(offset);
      offset += character.length;
    }
    expect(toOffset(Buffer.byteLength(text))).toBe(text.length);
  });

  it('refuses an offset inside a character or beyond the text', () => {
    const toOffset = createByteIndex('é🐍x');
    for (const bad of [1, 3, 4, 5, 8, -1, 0.5]) {
      expect(() => toOffset(bad)).toThrow(expect.objectContaining({ code: 'edit/out-of-range' }));
    }
    expect(toOffset(2)).toBe(1);
    expect(toOffset(6)).toBe(3);
  });

  it('counts a byte order mark as the three bytes it is', () => {
    expect(createByteIndex('\uFEFFab')(3)).toBe(1);
  });
});
