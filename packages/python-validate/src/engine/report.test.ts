import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { CheckResult } from './check.js';
import { assembleOutcome } from './report.js';

const finding = (tool: string, ruleId: string, file = 'libs/a/x.py'): Diagnostic => ({
  tool,
  ruleId,
  level: 'error',
  message: ruleId,
  location: { file },
});
const result = (diagnostics: Diagnostic[], ...rules: string[]): CheckResult => ({
  diagnostics,
  tools: [{ name: diagnostics[0]?.tool ?? 'ruff', rules: rules.map((id) => ({ id, summary: id })) }],
});

describe('assembleOutcome', () => {
  it('lists a tool once, with the rules of every check it served', () => {
    const syntax = result([finding('ruff', 'F704')], 'F704');
    const lint = result([finding('ruff', 'F401')], 'F401');
    const { report } = assembleOutcome(
      new Map([
        ['lint', lint],
        ['syntax', syntax],
      ]),
    );
    expect(report.tools.map(({ name, rules }) => [name, rules?.map(({ id }) => id).sort()])).toEqual([
      ['ruff', ['F401', 'F704']],
    ]);
  });

  it('keeps an error once that two checks met, and sorts by file', () => {
    const lint = result([finding('ruff', 'F704', 'b.py'), finding('ruff', 'F401', 'a.py')]);
    const syntax = result([finding('ruff', 'F704', 'b.py')]);
    const { report } = assembleOutcome(
      new Map([
        ['syntax', syntax],
        ['lint', lint],
      ]),
    );
    expect(report.diagnostics.map(({ ruleId }) => ruleId)).toEqual(['F401', 'F704']);
  });

  it('says each note once, in the order of the checks', () => {
    const note = (...notes: string[]): CheckResult => ({ diagnostics: [], tools: [], notes });
    const { notes } = assembleOutcome(
      new Map([
        ['types', note('no type checker')],
        ['syntax', note('ruff 0.17.3 (embedded)')],
        ['lint', note('ruff 0.17.3 (embedded)')],
      ]),
    );
    expect(notes).toEqual(['ruff 0.17.3 (embedded)', 'no type checker']);
  });
});
