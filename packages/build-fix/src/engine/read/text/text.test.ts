import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../types.js';
import { parseFormat } from '../format/parse-format.js';
import { combineFormats, readLogText, type ReadLogOptions } from '../index.js';

const tsc = `
id: tsc
tool: tsc
summary: TypeScript's compiler.
category: type
entries:
  - literal: ['): error TS', '): warning TS']
    pattern: '^(?<file>.+?)\\((?<line>\\d+),(?<column>\\d+)\\): (?<level>error|warning) (?<rule>TS\\d+): (?<message>.*)$'
    then:
      - { pattern: '^ {2}\\s*(?<more>\\S.*)$', add: message }
`;
const rustc = `
id: rustc
tool: rustc
summary: rustc for people.
columns: codepoint
entries:
  - literal: [error, warning]
    pattern: '^(?<level>error|warning)(?:\\[(?<rule>E\\d+)\\])?: (?<message>.*)$'
    require: [file]
    then:
      - { pattern: '^ *--> (?<file>.+?):(?<line>\\d+):(?<column>\\d+)$', add: location }
      - { pattern: '^ *= (?:help|note): (?<more>.*)$', add: hint }
      - { pattern: '^ *(?:\\d+ )?[|+~-]' }
`;
const other = `
id: other
tool: other
summary: What begins like rustc.
priority: -1
entries:
  - { literal: 'error: ', pattern: '^error: (?<message>.*)$' }
  - { literal: 'hint: ', pattern: '^hint: (?<message>.*)$', defaults: { level: note, rule: 'hint-{module}', module: none } }
`;
const eslint = `
id: eslint
tool: eslint
summary: ESLint's stylish report.
entries:
  - literal: [' error ', ' warning ']
    pattern: '^ +(?<line>\\d+):(?<column>\\d+) +(?<level>error|warning) +(?<message>.+?) {2,}(?<rule>\\S+)$'
    above: { pattern: '^(?<file>\\S.*)$' }
    require: [file]
`;
const python = `
id: python
tool: python
summary: A traceback.
entries:
  - literal: 'Traceback (most recent call last):'
    pattern: '^(?: *)Traceback \\(most recent call last\\):$'
    frames: last
    then:
      - { pattern: '^ +File "(?<file>[^"]+)", line (?<line>\\d+)(?:, in (?<message>.*))?$', add: frame }
      - { pattern: '^ ' }
      - { pattern: "^(?<rule>[\\\\w.]+): (?<message>No module named '(?<module>[^']+)')$", add: set, end: true }
      - { pattern: '^(?<rule>[\\w.]+)(?:: (?<message>.*))?$', add: set, end: true }
`;
const make = `
id: make
tool: gcc
summary: gcc below make.
columns: byte
entries:
  - { literal: ': Entering directory', pattern: "^make\\\\[\\\\d+\\\\]: Entering directory '(?<directory>.*)'$", directory: enter }
  - { literal: ': Leaving directory', pattern: '^make\\[\\d+\\]: Leaving directory', directory: leave }
  - { literal: ': error: ', pattern: '^(?<file>[^:\\s]+):(?<line>\\d+):(?<column>\\d+): (?<level>error): (?<message>.*)$' }
`;

const all = { tsc, rustc, other, eslint, python, make };
const read = (log: string, formats: (keyof typeof all)[], options: ReadLogOptions = {}): LogEntry[] =>
  readLogText(log, {
    formats: combineFormats(
      [],
      formats.map((id) => parseFormat(all[id], `${id}.yaml`)),
    ),
    ...options,
  });
const short = (entries: readonly LogEntry[]): string[] =>
  entries.map(({ diagnostic: { location, ruleId, message } }) => {
    const start = location?.region?.start;
    return `${location?.file ?? '-'}${start ? `:${start.line}:${start.column}` : ''} ${ruleId} ${message}`;
  });

describe('text formats', () => {
  it('reads one line, with the lines that follow it', () => {
    const log =
      "src/a.ts(1,5): error TS2322: Type 'A' is no 'B'.\r\n  Property x is missing.\r\n\r\nFound 1 error.\r\n";
    expect(read(log, ['tsc'])).toEqual([
      {
        diagnostic: {
          tool: 'tsc',
          ruleId: 'TS2322',
          level: 'error',
          message: "Type 'A' is no 'B'.\nProperty x is missing.",
          location: { file: 'src/a.ts', region: { start: { line: 1, column: 5 }, end: { line: 1, column: 5 } } },
        },
        format: 'tsc',
        logLine: 1,
        category: 'type',
      },
    ]);
  });

  it('gives the lines of what turns out to be no entry to the formats after it', () => {
    const log =
      'error[E0432]: unresolved import\n --> src/lib.rs:1:5\n  |\n1 | use x;\n  = help: add x\n\nerror: died\n--> \nhint: more';
    const entries = read(log, ['rustc', 'other']);
    expect(short(entries)).toEqual(['src/lib.rs:1:5 E0432 unresolved import', '- error died', '- hint-none more']);
    expect(entries[0]!.diagnostic.hint).toBe('add x');
  });

  it('finds the heading above entries, past other entries', () => {
    const log = '/w/a b.js\n  1:5  error  No x  no-x\n  2:5  warning  No y  no-y\n\n  3:1  error  Lost  no-z\n';
    expect(short(read(log, ['eslint'], { workspaceRoot: '/w' }))).toEqual([
      'a b.js:1:5 no-x No x',
      'a b.js:2:5 no-y No y',
    ]);
  });

  it('takes the innermost frame of the workspace for the place', () => {
    const log = `Traceback (most recent call last):
  File "/w/app/main.py", line 3, in <module>
    run()
  File "/w/app/run.py", line 9, in run
    import yaml
  File "/usr/lib/python3.11/x.py", line 1, in x
ModuleNotFoundError: No module named 'yaml'
`;
    const [entry] = read(log, ['python'], { workspaceRoot: '/w' });
    expect(short([entry!])).toEqual(["app/run.py:9:1 ModuleNotFoundError No module named 'yaml'"]);
    expect(entry).toMatchObject({ captures: { module: 'yaml' }, diagnostic: { related: [{ message: '<module>' }] } });
  });

  it('follows make into folders and counts bytes', () => {
    const log =
      "make[1]: Entering directory '/w/c'\na.c:1:7: error: no ü\nmake[1]: Leaving directory '/w/c'\na.c:1:7: error: no\n";
    const sources = (): string => '"üü" x\n';
    expect(short(read(log, ['make'], { workspaceRoot: '/w', sources }))).toEqual([
      'c/a.c:1:5 error no ü',
      'a.c:1:5 error no',
    ]);
  });
});

describe('lanes', () => {
  it('keeps entries of several lines apart when tasks are interleaved', () => {
    const log = [
      '> nx run api:test',
      '> nx run web:build',
      'api: Traceback (most recent call last):',
      "web: src/a.ts(1,5): error TS1: Not 'x'.",
      'api:   File "app/main.py", line 3, in <module>',
      'web:   More.',
      'api: ValueError: bad',
    ].join('\n');
    const entries = read(log, ['python', 'tsc']);
    expect(short(entries)).toEqual(['app/main.py:3:1 ValueError bad', "src/a.ts:1:5 TS1 Not 'x'.\nMore."]);
    expect(entries.map(({ task }) => task)).toEqual(['api:test', 'web:build']);
  });

  it('knows the task by the heading above it, until the next', () => {
    const error = 'a.ts(1,1): error TS1: x';
    const log = `${error}\n\x1b[2m> \x1b[22m\x1b[2mnx run\x1b[22m a:build  [local cache]\n\n${error}\n\n NX   Ran target build\n${error}`;
    expect(read(log, ['tsc']).map(({ task }) => task)).toEqual([undefined, 'a:build', undefined]);
  });

  it("takes off the marks of GitHub's annotations", () => {
    const log = '2026-01-02T03:04:05.0000001Z ##[error]a.ts(1,1): error TS1: x\n##[group]Run tsc\n';
    expect(short(read(log, ['tsc']))).toEqual(['a.ts:1:1 TS1 x']);
  });

  it('takes off times and steps of CI and BuildKit', () => {
    const log =
      '2026-01-02T03:04:05.0000001Z #12 0.345 a.ts(1,1): error TS1: x\n2026-01-02T03:04:05.0Z #13 0.4   No\n2026-01-02T03:04:05.0Z #12 9.4   Yes';
    expect(short(read(log, ['tsc']))).toEqual(['a.ts:1:1 TS1 x\nYes']);
  });
});
