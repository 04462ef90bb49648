import { describe, expect, it } from 'vitest';
import type { Fix } from '@hone/core';
import type { LogEntry } from '../../types.js';
import { suggestedCandidates } from './index.js';

type Edit = [line: number, from: number, endLine: number, to: number, newText?: string];

/** Fixes of a text, one for each list of edits. @returns the pairs that exclude each other */
function rivals(text: string, ...fixes: Edit[][]): number[][] {
  const entries = fixes.map((edits, at): LogEntry => {
    const fix: Fix = {
      description: `${at}`,
      applicability: 'safe',
      edits: edits.map(([line, column, endLine, endColumn, newText = '']) => ({
        file: 'a.py',
        region: { start: { line, column }, end: { line: endLine, column: endColumn } },
        newText,
      })),
    };
    const diagnostic = { tool: 'ruff', ruleId: `R${at}`, level: 'error' as const, message: 'm', fixes: [fix] };
    return { diagnostic, format: 'ruff-json', logLine: at };
  });
  const candidates = suggestedCandidates('suggestions', entries, { read: () => text });
  const usesOf = (at: number) => candidates.find(({ description }) => description === `${at}`)?.exclusive ?? {};
  return fixes.flatMap((_, a) =>
    fixes.flatMap((__, b) => {
      const [mine, yours] = [usesOf(a), usesOf(b)];
      const differ = Object.keys(mine).some((name) => name in yours && mine[name] !== yours[name]);
      return a < b && differ ? [[a, b]] : [];
    }),
  );
}

describe('edits that touch', () => {
  it.each<[string, Edit[], Edit[], number[][]]>([
    ['insert into one list', [[1, 7, 1, 7, '"a"']], [[1, 7, 1, 7, '"b"']], [[0, 1]]],
    ['insert where another removes', [[1, 1, 1, 7]], [[1, 7, 1, 7, 'b']], [[0, 1]]],
    ['remove one after the other', [[1, 1, 1, 7]], [[1, 7, 1, 9]], [[0, 1]]],
    ['insert lines at one place', [[1, 1, 1, 1, 'import a\n']], [[1, 1, 1, 1, 'import b\n']], [[0, 1]]],
    [
      'insert one line',
      [[1, 1, 1, 1, 'import a\n']],
      [
        [1, 1, 1, 1, 'import a\n'],
        [2, 1, 2, 1, '\n'],
      ],
      [],
    ],
    ['are apart', [[1, 1, 1, 2]], [[1, 3, 1, 4]], []],
  ])('that %s', (_, a, b, expected) => {
    expect(rivals('x = [ ]  \n', a, b)).toEqual(expected);
  });

  it('within one fix are no rivals', () => {
    expect(
      rivals('x = [ ]\n', [
        [1, 1, 1, 2],
        [1, 2, 1, 2, 'y'],
      ]),
    ).toEqual([]);
  });
});

describe('blocks of Python', () => {
  const text = 'if a:\n    import b\n\n    # why\n    import c\nelse:\n    import d\n    import e\nimport f\n';
  const line = (at: number): Edit[] => [[at, 1, at + 1, 1]];

  it('that would be left without a statement', () => {
    expect(rivals(text, line(2), line(5), line(7))).toEqual([[0, 1]]);
  });

  it('the last removal of which puts `pass` there', () => {
    expect(rivals(text, line(2), [[5, 5, 5, 13, 'pass']], line(9))).toEqual([]);
  });

  it('keep what is only moved to the left', () => {
    const left = (at: number): Edit[] => [[at, 1, at, 9, '    ']];
    expect(rivals('def f():\n    if a:\n        x = 1\n        y = 2\n', left(3), left(4))).toEqual([]);
  });

  it('count with all that lies deeper', () => {
    expect(rivals('def f():\n    if a:\n        x = 1\n        y = 2\n    z = 3\n', line(3), line(4), line(5))).toEqual(
      [[0, 1]],
    );
  });
});
