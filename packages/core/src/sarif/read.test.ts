import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { HoneError } from '../diagnostics/hone-error.js';
import { applyTextEdits } from '../edits/apply.js';
import { readSarif } from './read.js';

const at = (line: number, column: number, endColumn = column + 1) => ({
  start: { line, column },
  end: { line, column: endColumn },
});

const fixture = (name: string): string => path.join(import.meta.dirname, 'fixtures', name);
const sourcesOf =
  (name: string) =>
  (file: string): string | undefined => {
    const full = path.join(fixture(name), file);
    return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : undefined;
  };
const readFixture = (name: string, workspaceRoot: string): Report =>
  readSarif(fs.readFileSync(path.join(fixture(name), 'report.sarif'), 'utf8'), `${name}.sarif`, {
    workspaceRoot,
    sources: sourcesOf(name),
  });

describe('readSarif on the logs of other tools', () => {
  it("reads ruff's: absolute URIs, columns in code points, fixes", () => {
    const { tools, diagnostics } = readFixture('ruff', '/home/dev/shop');
    expect(tools[0]).toMatchObject({ name: 'ruff', version: '0.17.3' });
    expect(
      diagnostics.map(({ ruleId, location }) => `${location?.file}:${location?.region?.start.line} ${ruleId}`),
    ).toEqual([
      'app/bad file.py:1 invalid-syntax',
      'app/bad file.py:2 invalid-syntax',
      'app/main.py:1 F401',
      'app/main.py:2 E401',
      'app/main.py:2 F401',
      'app/main.py:2 F401',
      'app/main.py:6 F821',
      'app/main.py:7 E711',
    ]);
    // A snake emoji stands before the name: one code point, two UTF-16 units.
    const undefinedName = diagnostics.find(({ ruleId }) => ruleId === 'F821')!;
    const { start, end } = undefinedName.location!.region!;
    const line = sourcesOf('ruff')('app/main.py')!.split('\n')[start.line - 1]!;
    expect(line.slice(start.column - 1, end.column - 1)).toBe('undefined_name');
    expect(undefinedName.location!.region!.start.column).toBe(11);

    const [unused] = diagnostics.find(({ ruleId }) => ruleId === 'F401')!.fixes!;
    expect(unused?.applicability).toBe('unsafe');
    expect(applyTextEdits(sourcesOf('ruff')('app/main.py')!, unused!.edits)).toMatch(/^import sys, json\n/);
  });

  it("reads ESLint's: a file that cannot be parsed, regions without an end", () => {
    const { diagnostics } = readFixture('eslint', '/home/dev/web');
    expect(diagnostics.map(({ ruleId, level, location }) => [location?.file, ruleId, level])).toEqual([
      ['src/bad.js', 'ESL0999', 'error'],
      ['src/x y.js', 'no-unused-vars', 'error'],
      ['src/x y.js', 'no-undef', 'error'],
      ['src/x y.js', 'eqeqeq', 'warning'],
      ['src/x y.js', 'no-debugger', 'error'],
    ]);
    expect(diagnostics[0]!.location!.region).toEqual(at(1, 7, 7));
  });

  it("reads clippy-sarif's: columns in code points, notes as related places", () => {
    const { diagnostics } = readFixture('clippy', '/home/dev/crate');
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['clippy::needless_return', 'unused_variables']);
    const { start, end } = diagnostics[0]!.location!.region!;
    const line = sourcesOf('clippy')('src/main.rs')!.split('\n')[start.line - 1]!;
    expect(line.slice(start.column - 1, end.column - 1)).toBe('return 42');
    expect(diagnostics[0]!.related).toHaveLength(2);
  });

  const log = (run: object, result: object): string =>
    JSON.stringify({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 't' } }, ...run, results: [{ message: { text: 'm' }, ...result }] }],
    });
  const place = (uri: string, region?: object, extra?: object): object => ({
    locations: [{ physicalLocation: { artifactLocation: { uri, ...extra }, ...(region ? { region } : {}) } }],
  });
  const first = (run: object, result: object, options?: Parameters<typeof readSarif>[2]): Diagnostic | undefined =>
    readSarif(log(run, result), 'x.sarif', options).diagnostics[0];

  it('takes what is missing as the standard says', () => {
    expect(first({}, {})).toEqual({ tool: 't', ruleId: 'unknown', level: 'warning', message: 'm' });
    expect(first({}, place('a.py', { startLine: 4 }))?.location).toEqual({ file: 'a.py', region: at(4, 1, 1) });
    expect(first({}, place('a.py', { startLine: 0, startColumn: 0 }))?.location).toEqual({ file: 'a.py' });
    expect(first({}, place('a.py', { startLine: 2, startColumn: 0, endColumn: 3 }))?.location?.region).toEqual(
      at(2, 1, 3),
    );
    const sources = () => 'one\nfour\n';
    expect(first({}, place('a.py', { startLine: 2 }), { sources })?.location?.region).toEqual(at(2, 1, 5));
    expect(first({}, place('a.py', { charOffset: 4, charLength: 2 }), { sources })?.location?.region).toEqual(
      at(2, 1, 3),
    );
  });

  it('takes the level and the text of a message from the rule', () => {
    const rules = [
      { id: 'R1', defaultConfiguration: { level: 'error' }, messageStrings: { hit: { text: 'No {{}} in {0}.' } } },
    ];
    const found = first(
      { tool: { driver: { name: 't', rules } } },
      { ruleIndex: 0, message: { id: 'hit', arguments: ['a.py'] } },
    );
    expect(found).toMatchObject({ ruleId: 'R1', level: 'error', message: 'No {} in a.py.' });
  });

  it('resolves files by base URI, by artifact index and on Windows', () => {
    const bases = {
      originalUriBaseIds: { SRCROOT: { uri: 'file:///w/' }, SUB: { uri: 'sub/', uriBaseId: 'SRCROOT' } },
    };
    const options = { workspaceRoot: '/w' };
    expect(first(bases, place('a.py', undefined, { uriBaseId: 'SUB' }), options)?.location?.file).toBe('sub/a.py');
    const artifacts = [{ location: { uri: 'lib/b.py' } }];
    const byIndex = { locations: [{ physicalLocation: { artifactLocation: { index: 0 } } }] };
    expect(first({ artifacts }, byIndex)?.location?.file).toBe('lib/b.py');
    const windows = { workspaceRoot: 'C:\\w' };
    expect(first({}, place('file:///C:/w/a%20b.py'), windows)?.location?.file).toBe('a b.py');
    expect(first({}, place('file:///elsewhere/a.py'), options)?.location?.file).toBe('/elsewhere/a.py');
    expect(first({}, place('./x/../100%.py'), options)?.location?.file).toBe('100%.py');
  });

  it('leaves out what passed or was suppressed, and a fix without an exact place', () => {
    expect(first({}, { kind: 'pass' })).toBeUndefined();
    expect(first({}, { suppressions: [{ kind: 'inSource' }] })).toBeUndefined();
    expect(first({}, { suppressions: [{ kind: 'external', status: 'rejected' }] })).toBeDefined();
    const change = { artifactLocation: { uri: 'a.py' }, replacements: [{ deletedRegion: { startLine: 1 } }] };
    expect(first({}, { fixes: [{ artifactChanges: [change] }] })).not.toHaveProperty('fixes');
    expect(first({}, { fixes: [{ artifactChanges: [change] }] }, { sources: () => 'x' })).toHaveProperty('fixes');
  });

  it.each([
    ['{"version": "2.1.0", "runs": [', 'is not JSON'],
    ['[]', 'not a SARIF log'],
    ['{"version": "2.0.0", "runs": []}', 'is SARIF 2.0.0'],
    ['{"version": "2.1.0", "runs": 3}', 'not a list'],
  ])('says what is wrong with %s', (text, message) => {
    const read = () => readSarif(text, 'dist/x.sarif');
    expect(read).toThrow(HoneError);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ file: 'dist/x.sarif', hint: expect.stringMatching(/\.$/) }));
  });

  it('survives any JSON of the right outline', () => {
    for (const odd of [null, 3, 'x', [], {}, [null], [3], [{}]]) {
      for (const key of [
        'locations',
        'fixes',
        'message',
        'rule',
        'relatedLocations',
        'properties',
        'ruleId',
        'suppressions',
      ]) {
        expect(() => first({}, { [key]: odd })).not.toThrow();
      }
      for (const key of ['tool', 'artifacts', 'invocations', 'originalUriBaseIds'])
        expect(() => first({ [key]: odd }, {})).not.toThrow();
    }
  });
});
