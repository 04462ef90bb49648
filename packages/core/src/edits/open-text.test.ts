import { describe, expect, it } from 'vitest';
import { applyTextEdits } from './apply.js';
import { openText } from './open-text.js';

describe('openText', () => {
  it('gives changes of changes as edits of the original', () => {
    const text = openText('one\r\ntwo\r\nthree\r\n');
    text.replace([{ start: 5, end: 8, newText: '2\n2b' }]);
    expect(text.text()).toBe('one\r\n2\r\n2b\r\nthree\r\n');
    text.replace([{ start: 5, end: 6, newText: 'II' }]);
    expect(applyTextEdits('one\r\ntwo\r\nthree\r\n', text.edits('x'))).toBe('one\r\nII\r\n2b\r\nthree\r\n');
  });

  it('keeps the order of insertions at one place', () => {
    const text = openText('x');
    text.replace([
      { start: 0, end: 0, newText: 'a' },
      { start: 0, end: 0, newText: 'b' },
    ]);
    expect(text.text()).toBe('abx');
  });
});
