import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sortDiagnostics } from '../diagnostics/compare.js';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
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
