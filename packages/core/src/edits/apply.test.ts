import { describe, expect, it } from 'vitest';
import type { Fix, TextEdit } from '../diagnostics/diagnostic.js';
import { HoneError } from '../diagnostics/hone-error.js';
import { applyFixes, applyFixesToFiles, applyTextEdits } from './apply.js';
import { createLineIndex } from './line-index.js';

const edit = (line: number, from: number, to: number, newText: string, file = 'a.py'): TextEdit => ({
  file,
  region: { start: { line, column: from }, end: { line, column: to } },
  newText,
});
const fix = (description: string, ...edits: TextEdit[]): Fix => ({ description, applicability: 'safe', edits });

describe('applyTextEdits', () => {
  it('counts columns in UTF-16 code units', () => {
    expect(applyTextEdits('x = "🐍漢é" + y\n', [edit(1, 14, 15, 'z')])).toBe('x = "🐍漢é" + z\n');
  });

  it('keeps a byte order mark, which belongs to no column', () => {
    expect(applyTextEdits('\uFEFFimport os\n', [edit(1, 1, 7, 'from')])).toBe('\uFEFFfrom os\n');
    expect(applyTextEdits('\uFEFF', [edit(1, 1, 1, 'x')])).toBe('\uFEFFx');
  });

  it('gives new text the line ends of the file', () => {
    expect(applyTextEdits('a\r\nb\r\n', [edit(1, 2, 2, '\nx\n')])).toBe('a\r\nx\r\n\r\nb\r\n');
    expect(applyTextEdits('a\nb\n', [edit(1, 2, 2, '\r\nx')])).toBe('a\nx\nb\n');
    expect(applyTextEdits('a', [edit(1, 2, 2, '\r\nx')])).toBe('a\r\nx');
  });

  it('deletes across lines and reaches the end of a file with no line end', () => {
    const region = { start: { line: 1, column: 2 }, end: { line: 3, column: 2 } };
    expect(applyTextEdits('ab\r\ncd\r\nef', [{ file: 'a', region, newText: '' }])).toBe('af');
  });

  it('takes edits in any order and keeps the order of insertions at one place', () => {
    expect(
      applyTextEdits('abc', [edit(1, 3, 4, 'C'), edit(1, 1, 1, '1'), edit(1, 1, 1, '2'), edit(1, 1, 2, 'A')]),
    ).toBe('12AbC');
  });

  it('refuses edits that overlap', () => {
    expect(() => applyTextEdits('abcdef', [edit(1, 1, 4, 'x'), edit(1, 3, 5, 'y')])).toThrow(
      expect.objectContaining({ code: 'edit/overlap', line: 1 }),
    );
    expect(() => applyTextEdits('abcdef', [edit(1, 1, 4, 'x'), edit(1, 2, 2, 'y')])).toThrow('overlap');
  });

  it.each([
    ['a line after the last', edit(3, 1, 1, 'x')],
    ['line 0', edit(0, 1, 1, 'x')],
    ['a column after the end of its line', edit(1, 1, 5, 'x')],
    ['column 0', edit(1, 0, 1, 'x')],
    ['half a column', edit(1, 1.5, 2, 'x')],
    ['an end before the start', edit(1, 3, 2, 'x')],
  ])('refuses %s', (_name, bad) => {
    expect(() => applyTextEdits('abc\n', [bad])).toThrow(
      expect.objectContaining({ name: 'HoneError', code: 'edit/out-of-range' }),
    );
  });

  it('agrees with a splice of code units on random texts and edits', () => {
    const random = generator(7);
    const alphabet = ['a', 'b', '\n', '\r\n', '\r', '🐍', '漢', '\t', 'é'];
    for (let round = 0; round < 500; round++) {
      const text =
        (round % 5 === 0 ? '\uFEFF' : '') +
        Array.from({ length: random(40) }, () => alphabet[random(alphabet.length)]).join('');
      const index = createLineIndex(text);
      const cuts = [...new Set(Array.from({ length: 8 }, () => random(text.length + 1)))].sort((a, b) => a - b);
      // An offset that no position names (inside the mark or a CRLF) moves to the one that does.
      const places = cuts.map((cut) => index.positionToOffset(index.offsetToPosition(cut)));
      let expected = text;
      const edits: TextEdit[] = [];
      for (let at = places.length - 2; at >= 0; at -= 2) {
        const [start, end] = [places[at]!, places[at + 1]!];
        expected = `${expected.slice(0, start)}<${at}>${expected.slice(end)}`;
        edits.push({
          file: 'a',
          region: { start: index.offsetToPosition(start), end: index.offsetToPosition(end) },
          newText: `<${at}>`,
        });
      }
      if (new Set(places).size === places.length) expect(applyTextEdits(text, edits)).toBe(expected);
    }
  });
});

describe('applyFixes', () => {
  it('leaves what overlaps for a later pass and says so', () => {
    const one = fix('one', edit(1, 1, 4, 'X'));
    const two = fix('two', edit(1, 3, 6, 'Y'));
    const three = fix('three', edit(1, 7, 8, 'Z'));
    const { text, applied, left } = applyFixes('abcdefgh', [one, two, three]);
    expect(text).toBe('XdefZh');
    expect(applied).toEqual([one, three]);
    expect(left).toEqual([{ fix: two, reason: 'overlap', message: 'The fix "two" meets another one on line 1.' }]);
  });

  it('applies a fix with all its edits or with none', () => {
    const outcome = applyFixes('abcdef', [
      fix('taken', edit(1, 5, 6, 'E')),
      fix('both', edit(1, 1, 2, 'A'), edit(1, 4, 6, '')),
    ]);
    expect(outcome.text).toBe('abcdEf');
    expect(outcome.left.map(({ fix: { description } }) => description)).toEqual(['both']);
  });

  it('does not guess the order of two insertions at one place or beside a replacement', () => {
    expect(applyFixes('ab', [fix('1', edit(1, 2, 2, 'x')), fix('2', edit(1, 2, 2, 'y'))]).text).toBe('axb');
    expect(applyFixes('ab', [fix('1', edit(1, 1, 2, 'x')), fix('2', edit(1, 2, 2, 'y'))]).text).toBe('xb');
    expect(applyFixes('ab', [fix('1', edit(1, 1, 2, 'x')), fix('2', edit(1, 2, 3, 'y'))]).text).toBe('xy');
  });

  it('counts a fix equal to an applied one as applied', () => {
    const twice = applyFixes('ab', [fix('1', edit(1, 1, 1, 'x')), fix('2', edit(1, 1, 1, 'x'))]);
    expect(twice).toMatchObject({ text: 'xab', left: [] });
    expect(twice.applied).toHaveLength(2);
  });

  it('tells a fix that can never work from one that has to wait', () => {
    const { text, left } = applyFixes('abc', [
      fix('gone', edit(9, 1, 1, '')),
      fix('self', edit(1, 1, 3, ''), edit(1, 2, 4, '')),
    ]);
    expect(text).toBe('abc');
    expect(left.map(({ reason }) => reason)).toEqual(['out-of-range', 'overlaps-itself']);
  });

  it('never gives a text that a mix of whole fixes could not give, whatever the fixes', () => {
    const random = generator(11);
    for (let round = 0; round < 300; round++) {
      const text = 'abcdefghij'.slice(0, 1 + random(10));
      const fixes = Array.from({ length: 6 }, (_, number) => {
        const edits = Array.from({ length: 1 + random(2) }, () => {
          const from = 1 + random(text.length + 1);
          return edit(1, from, Math.min(text.length + 1, from + random(3)), `<${number}>`);
        });
        return fix(String(number), ...edits);
      });
      const outcome = applyFixes(text, fixes);
      expect(outcome.applied.length + outcome.left.length).toBe(fixes.length);
      const distinct = [...new Map(outcome.applied.map((taken) => [JSON.stringify(taken.edits), taken])).values()];
      expect(
        applyTextEdits(
          text,
          distinct.flatMap(({ edits }) => edits),
        ),
      ).toBe(outcome.text);
    }
  });

  it('takes 20,000 fixes of a file of a megabyte', () => {
    const text = `${'x'.repeat(50)}\n`.repeat(20_000);
    const fixes = Array.from({ length: 20_000 }, (_, line) => fix('f', edit(line + 1, 1, 2, 'y')));
    expect(applyFixes(text, fixes).left).toEqual([]);
  });
});

describe('applyFixesToFiles', () => {
  it('changes all files of a fix or none', () => {
    const texts: Record<string, string> = { 'a.py': 'a', 'b.py': 'b' };
    const both = fix('both', edit(1, 1, 2, 'A', 'a.py'), edit(1, 1, 2, 'B', 'b.py'));
    const half = fix('half', edit(1, 1, 1, '#', 'a.py'), edit(1, 1, 1, '#', 'gone.py'));
    const { files, left } = applyFixesToFiles([half, both], (file) => texts[file]);
    expect(files).toEqual([
      { path: 'a.py', before: 'a', after: 'A' },
      { path: 'b.py', before: 'b', after: 'B' },
    ]);
    expect(left).toEqual([{ fix: half, reason: 'missing-file', message: 'There is no file gone.py.' }]);
  });

  it('lets an error of the reader through', () => {
    const broken = () => {
      throw new Error('disk');
    };
    expect(() => applyFixesToFiles([fix('f', edit(1, 1, 1, 'x'))], broken)).toThrow('disk');
    expect(new HoneError('x')).toBeInstanceOf(Error);
  });
});

/** A small generator of equal numbers on every run (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
