import { describe, expect, it } from 'vitest';
import { compareDiagnostics, countByLevel, sortDiagnostics } from './compare.js';
import type { Diagnostic, Level, Report } from './diagnostic.js';
import { HoneError, renderError } from './hone-error.js';
import { renderGithubAnnotations } from './render/github.js';
import { renderTerminal } from './render/terminal.js';

function finding(level: Level, file?: string, line = 1, column = 1, more: Partial<Diagnostic> = {}): Diagnostic {
  const region = { start: { line, column }, end: { line, column: column + 1 } };
  const location = file === undefined ? {} : { location: { file, region } };
  return { tool: 'ruff', ruleId: 'F821', level, message: 'Undefined name `x`', ...location, ...more };
}
const report = (...diagnostics: Diagnostic[]): Report => ({ tools: [{ name: 'ruff' }], diagnostics });

describe('sortDiagnostics', () => {
  it('sorts by file, place, rule and message, by code unit', () => {
    const sorted = [
      finding('error'),
      finding('error', 'B.py', 1, 1),
      { ...finding('error', 'a.py'), location: { file: 'a.py' } },
      finding('error', 'a.py', 2, 1),
      finding('error', 'a.py', 2, 10, { ruleId: 'E1' }),
      finding('error', 'a.py', 2, 10, { ruleId: 'E1', message: 'z' }),
      finding('error', 'a.py', 2, 10, { ruleId: 'E2' }),
      finding('error', 'a.py', 10, 1),
      finding('error', 'ä.py', 1, 1),
    ];
    expect(sortDiagnostics([...sorted].reverse())).toEqual(sorted);
    for (const a of sorted) for (const b of sorted) expect(compareDiagnostics(a, b) + compareDiagnostics(b, a)).toBe(0);
  });

  it('leaves its input as it was', () => {
    const input = [finding('error', 'b'), finding('error', 'a')];
    sortDiagnostics(input);
    expect(input[0]!.location!.file).toBe('b');
  });
});

it('countByLevel counts', () => {
  expect(countByLevel([finding('error'), finding('note'), finding('error')])).toEqual({
    error: 2,
    warning: 0,
    note: 1,
  });
});

describe('renderTerminal', () => {
  const plain = (...diagnostics: Diagnostic[]): string => renderTerminal(report(...diagnostics), { color: false });

  it('groups by file, shows the code and the hint of errors, one line for the rest, and counts', () => {
    const text = renderTerminal(
      report(
        finding('warning', 'app/main.py', 12, 1, { ruleId: 'F401', message: 'Unused.\nMore.', hint: 'Remove it.' }),
        finding('error', 'app/main.py', 3, 5, {
          hint: 'Define it.',
          fixes: [{ description: '', applicability: 'safe', edits: [] }],
        }),
        finding('note', undefined, 1, 1, { ruleId: 'engine', message: 'Embedded engine.' }),
      ),
      { color: false, sources: () => 'a\nb\n\tif x:\n' },
    );
    expect(text).toBe(
      [
        '  note     engine  Embedded engine.',
        '',
        'app/main.py',
        '   3:5  error    F821  Undefined name `x`',
        '    3 |     if x:',
        '      |        ^',
        '      hint: Define it.',
        '  12:1  warning  F401  Unused.',
        '',
        '1 error, 1 warning, 1 note in 1 file, 1 with a safe fix.',
      ].join('\n'),
    );
  });

  /** The frame of a region in a line: source and carets. */
  const frame = (source: string, column: number, end: number): string[] => {
    const region = { start: { line: 1, column }, end: { line: 1, column: end } };
    const text = renderTerminal(report({ ...finding('error', 'a.py'), location: { file: 'a.py', region } }), {
      color: false,
      sources: () => source,
    });
    return text
      .split('\n')
      .slice(2, 4)
      .map((line) => line.slice(8));
  };

  it.each([
    ['ASCII', 'x = foo', 5, 8, 'x = foo', '    ^^^'],
    ['a tab, to the next stop', 'ab\tfoo', 4, 7, 'ab  foo', '    ^^^'],
    ['wide characters', '漢字 = foo', 6, 9, '漢字 = foo', '       ^^^'],
    ['an emoji of two code units', '"🐍" + foo', 8, 11, '"🐍" + foo', '       ^^^'],
    [
      'an emoji of many code points',
      '"👩‍👩‍👧" + foo',
      '"👩‍👩‍👧" + '.length + 1,
      '"👩‍👩‍👧" + foo'.length + 1,
      '"👩‍👩‍👧" + foo',
      '       ^^^',
    ],
    ['combining marks', 'e\u0301 foo', 4, 7, 'e\u0301 foo', '  ^^^'],
    ['a marked wide character', 'a漢b', 2, 3, 'a漢b', ' ^^'],
    ['an empty region', 'abc', 2, 2, 'abc', ' ^'],
    ['a place behind the line', 'abc', 4, 4, 'abc', '   ^'],
    ['a column far outside', 'abc', 90, 95, 'abc', '   ^'],
    ['a byte order mark', '\uFEFFabc', 1, 2, 'abc', '^'],
  ])('puts carets right under %s', (_name, source, column, end, shown, carets) => {
    expect(frame(source, column, end)).toEqual([shown, carets]);
  });

  it('cuts a long line around the caret', () => {
    const [shown, carets] = frame(`${'漢'.repeat(500)}NAME${'b'.repeat(5000)}`, 501, 505);
    expect(shown!.length).toBeLessThan(110);
    expect(shown).toMatch(/^…漢+NAMEb+…$/);
    expect(carets!.length - 4).toBe([...shown!.slice(1, shown!.indexOf('N'))].length * 2 + 1);
  });

  it('marks a region of several lines to the end of its first', () => {
    const region = { start: { line: 1, column: 5 }, end: { line: 3, column: 1 } };
    const text = renderTerminal(report({ ...finding('error', 'a.py'), location: { file: 'a.py', region } }), {
      color: false,
      sources: () => 'x = (\r\n1)\r\n',
    });
    expect(text).toContain('x = (\n      |     ^\n');
  });

  it('hides warnings before errors when there are too many, and says how many', () => {
    const many = Array.from({ length: 100 }, (_, line) => finding('warning', 'a.py', line + 1));
    const text = renderTerminal(report(...many, finding('error', 'z.py')), {
      color: false,
      maxFindings: 10,
      reportPath: 'dist/hone/a/x.sarif',
    });
    expect(text.split('\n').filter((line) => line.includes('F821'))).toHaveLength(10);
    expect(text).toContain('z.py');
    expect(text).toContain('… and 91 more, see dist/hone/a/x.sarif');
    expect(text).toContain('1 error, 100 warnings in 2 files.');
  });

  it('bounds the frames over all files', () => {
    const many = Array.from({ length: 9 }, (_, at) => finding('error', `${at}.py`));
    const text = renderTerminal(report(...many), { color: false, sources: () => 'x', maxFrames: 3 });
    expect(text.match(/\^/g)).toHaveLength(3);
  });

  it('lets no control character through and colours only when told', () => {
    const evil = finding('error', 'a\x1b[2J.py', 1, 1, { message: 'x\x1b]0;title\x07\u202Ey', hint: '\x9b1m' });
    for (const bad of ['\x1b', '\x07', '\x9b', '\u202e']) expect(plain(evil)).not.toContain(bad);
    expect(renderTerminal(report(finding('error')), { color: true })).toContain('\x1b[31m');
  });

  it('survives a source that is missing or shorter than the report says', () => {
    expect(renderTerminal(report(finding('error', 'a.py', 99)), { color: false, sources: () => 'x' })).not.toContain(
      '^',
    );
    expect(renderTerminal(report(finding('error', 'a.py')), { color: false, sources: () => undefined })).toContain(
      'F821',
    );
    expect(plain()).toBe('No findings.');
  });
});

describe('renderGithubAnnotations', () => {
  it('escapes properties and data', () => {
    const odd = finding('error', 'a:b,c%.py', 3, 7, { ruleId: 'a/b', message: '100%\r\nline', hint: 'Do, this: now' });
    expect(renderGithubAnnotations(report(odd))).toBe(
      '::error file=a%3Ab%2Cc%25.py,line=3,endLine=3,col=7,endColumn=8,title=a/b (ruff)::100%25%0D%0Aline%0ADo, this: now',
    );
  });

  it('leaves out columns of a range of lines, and the place of what has none', () => {
    const region = { start: { line: 1, column: 5 }, end: { line: 3, column: 1 } };
    const wide = { ...finding('warning'), location: { file: 'a.py', region } };
    expect(renderGithubAnnotations(report(finding('note'), wide)).split('\n')).toEqual([
      '::notice title=F821 (ruff)::Undefined name `x`',
      '::warning file=a.py,line=1,endLine=3,title=F821 (ruff)::Undefined name `x`',
    ]);
  });

  it('gives ten of each level, which is what GitHub shows', () => {
    const many = Array.from({ length: 30 }, (_, line) => finding(line % 2 ? 'error' : 'warning', 'a.py', line + 1));
    expect(renderGithubAnnotations(report(...many)).split('\n')).toHaveLength(20);
    expect(renderGithubAnnotations(report())).toBe('');
  });
});

describe('renderError', () => {
  it('says what, where and what to do', () => {
    const error = new HoneError('It broke.', {
      file: 'a/pyproject.toml',
      line: 3,
      hint: 'Mend it.',
      cause: new Error('x'),
    });
    expect(renderError(error)).toBe('error: It broke.\n  --> a/pyproject.toml:3\n  hint: Mend it.');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('takes anything that can be thrown, and shows no stack', () => {
    expect(renderError(new TypeError('bad'))).toBe('error: bad');
    expect(renderError('text')).toBe('error: text');
    expect(renderError(undefined)).toBe('error: undefined');
  });
});
