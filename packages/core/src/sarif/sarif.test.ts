import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sortDiagnostics } from '../diagnostics/compare.js';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { HoneError } from '../diagnostics/hone-error.js';
import { applyTextEdits } from '../edits/apply.js';
import { readSarif } from './read.js';
import { writeSarif } from './write.js';

const at = (line: number, column: number, endColumn = column + 1) => ({
  start: { line, column },
  end: { line, column: endColumn },
});

/** Everything that a report can hold. */
const full: Report = {
  tools: [
    {
      name: 'ruff',
      version: '0.17.3',
      informationUri: 'https://docs.astral.sh/ruff',
      rules: [
        {
          id: 'F401',
          summary: 'Unused import',
          reason: 'It costs time.',
          helpUri: 'https://docs.astral.sh/ruff/rules/unused-import',
          defaultLevel: 'warning',
        },
      ],
    },
    { name: 'hone', version: '0.1.0' },
    { name: 'pyright' },
  ],
  diagnostics: [
    {
      tool: 'ruff',
      ruleId: 'F401',
      level: 'warning',
      message: '`os` imported but unused',
      location: { file: 'libs/größe und mehr/a#b%20?.py', region: at(3, 8, 10) },
      fixes: [
        {
          description: 'Remove it',
          applicability: 'safe',
          edits: [
            {
              file: 'libs/größe und mehr/a#b%20?.py',
              region: { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } },
              newText: '',
            },
            {
              file: 'libs/z.py',
              region: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
              newText: 'import os\n',
            },
          ],
        },
        { description: 'Or use it', applicability: 'manual', edits: [] },
      ],
    },
    {
      tool: 'ruff',
      ruleId: 'F821',
      level: 'error',
      message: 'Undefined name {x} [y](z)',
      location: { file: 'a.py', region: at(1, 1) },
    },
    {
      tool: 'hone',
      ruleId: 'python/import-undeclared',
      level: 'error',
      message: '`httpx` is imported and not declared.\nTwo lines.',
      hint: 'Add it to `dependencies`.',
      location: { file: 'a.py' },
      related: [{ message: 'the manifest', location: { file: 'pyproject.toml', region: at(5, 1) } }],
    },
    { tool: 'hone', ruleId: 'nowhere', level: 'note', message: 'A finding of the whole project.' },
  ],
};

function shuffled<T>(items: readonly T[]): T[] {
  return [...items].reverse();
}

describe('writeSarif', () => {
  it('is valid by the published schema', () => {
    // Microsoft's package carries the OASIS schema (draft 4; without its two draft 4 keywords it is also draft 7).
    const require = createRequire(import.meta.url);
    const {
      id: _id,
      $schema: _schema,
      ...schema
    } = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const report of [full, { tools: [], diagnostics: [] }]) {
      expect(validate(JSON.parse(writeSarif(report))), JSON.stringify(validate.errors, null, 2)).toBe(true);
    }
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('is read back without loss', () => {
    expect(readSarif(writeSarif(full))).toEqual({ ...full, diagnostics: sortDiagnostics(full.diagnostics) });
  });

  it('gives the same bytes whatever the order of the findings', () => {
    const text = writeSarif(full);
    expect(writeSarif({ ...full, diagnostics: shuffled(full.diagnostics) })).toBe(text);
    expect(writeSarif(readSarif(text))).toBe(text);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text).not.toContain('\r');
  });

  it('gives each tool a run, in order, and lists only the rules with findings', () => {
    const { runs } = JSON.parse(writeSarif(full));
    const names = runs.map((run: { tool: { driver: { name: string } } }) => run.tool.driver.name);
    expect(names).toEqual(['ruff', 'hone', 'pyright']);
    expect(runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['F401', 'F821']);
    expect(runs[2].results).toEqual([]);
  });

  it('writes findings of a tool that is not listed', () => {
    const stray: Diagnostic = { tool: 'mypy', ruleId: 'misc', level: 'error', message: 'Stray.' };
    expect(readSarif(writeSarif({ tools: [], diagnostics: [stray] })).diagnostics).toEqual([stray]);
  });

  it('names files by relative percent-encoded URIs', () => {
    expect(writeSarif(full)).toContain('"uri": "libs/gr%C3%B6%C3%9Fe%20und%20mehr/a%23b%2520%3F.py"');
  });

  it('keeps the fingerprint of a finding that moves, and tells equal ones apart', () => {
    const prints = (lines: number[]): string[] => {
      const diagnostics = lines.map((line): Diagnostic => ({
        ...full.diagnostics[1]!,
        location: { file: 'a.py', region: at(line, 1) },
      }));
      const [run] = JSON.parse(writeSarif({ tools: [], diagnostics })).runs;
      return run.results.map(
        (result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints['hone/v1'],
      );
    };
    expect(prints([1, 9])).toEqual(prints([4, 20]));
    expect(new Set(prints([1, 9])).size).toBe(2);
  });
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
