import type { Diagnostic, TextEdit } from '@hone/core/diagnostics';
import { expect, it } from 'vitest';
import type { PlannedFix } from '../../types.js';
import { judge } from './judge.js';
import type { Seen } from './seen.js';
import { textMoves } from './text-moves.js';

function seen(rule: string, place: string, message = 'Bad thing `x`', more: Partial<Diagnostic> = {}): Seen {
  const [file, line, column = 1] = place.split(':') as [string, string?, string?];
  const start = { line: Number(line), column: Number(column) };
  const location = line === undefined ? { file } : { file, region: { start, end: start } };
  const diagnostic: Diagnostic = { tool: 'lint', ruleId: rule, level: 'error', message, location, ...more };
  return { fingerprint: `${diagnostic.tool}/${rule}`, diagnostic };
}

function edit(file: string, from: string, to: string, newText: string): TextEdit {
  const [start, end] = [from, to].map((place) => place.split(':').map(Number)) as [number[], number[]];
  return {
    file,
    newText,
    region: { start: { line: start[0]!, column: start[1]! }, end: { line: end[0]!, column: end[1]! } },
  };
}

function fix(id: string, answers: Seen[], ...edits: TextEdit[]): PlannedFix {
  const changes = edits.map((each) => ({ kind: 'edit' as const, edit: each }));
  return { id, fixer: 'test', description: id, applicability: 'safe', pass: 1, answers, changes };
}

const trial = (fixes: PlannedFix[], before: Seen[], after: Seen[], skippedBefore: string[] = []) =>
  judge({ fixes, before, after, skippedBefore: new Set(skippedBefore), mayFollow: true });

const importOs = edit('a.py', '1:1', '1:1', 'import os\n');

it('accepts that what was targeted went, and that the rest moved with the lines', () => {
  const [target, other] = [seen('F821', 'a.py:5'), seen('F401', 'a.py:9')];
  const { fault, gone } = trial([fix('1', [target], importOs)], [target, other], [seen('F401', 'a.py:10')]);
  expect(fault).toBeUndefined();
  expect(gone).toEqual([target]);
});

it('finds what appeared, also of a kind that was there already', () => {
  const [target, other] = [seen('F821', 'a.py:5'), seen('F401', 'b.py:9')];
  const one = fix('1', [target], importOs);
  const { fault } = trial([one], [target, other], [other, seen('F401', 'a.py:1')]);
  expect(fault?.appeared.map(({ diagnostic }) => diagnostic.location?.file)).toEqual(['a.py']);
  expect(fault?.suspects).toEqual([one]);
  const second = trial([one], [target, other], [other, seen('F401', 'b.py:12')]);
  expect(second.fault?.appeared).toHaveLength(1);
});

it('knows a finding again that its tool puts into other words', () => {
  const missing = (rule: string, place: string, message: string): Seen => ({
    ...seen(rule, place, message, { tool: 'tsc' }),
    fingerprint: `tsc/${rule}`,
  });
  const [target, other] = [
    missing('TS2304', 'a.ts:3', "Cannot find name 'NODE_TYPES'."),
    missing('TS2304', 'a.ts:5', "Cannot find name 'TOKEN_TYPES'."),
  ];
  const fixes = [fix('1', [target], edit('a.ts', '1:1', '1:1', "import { NODE_TYPES } from 'types';\n"))];
  const reworded = (line: number, name: string) =>
    missing('TS2552', `a.ts:${line}`, `Cannot find name '${name}'. Did you mean 'NODE_TYPES'?`);
  expect(trial(fixes, [target, other], [reworded(6, 'TOKEN_TYPES')]).fault).toBeUndefined();
  expect(
    trial(fixes, [target, other], [reworded(4, 'NODE_TIPES'), reworded(6, 'TOKEN_TYPES')]).fault?.stayed,
  ).toHaveLength(1);
  expect(trial(fixes, [target, other], [reworded(6, 'TOKEN_TYPES'), reworded(9, 'x')]).fault?.appeared).toHaveLength(1);
});

it('finds what stayed, wherever the lines moved, and the fix that answers it', () => {
  const [first, second] = [seen('F821', 'a.py:5', 'undefined `a`'), seen('F821', 'a.py:9', 'undefined `b`')];
  const fixes = [fix('1', [first], importOs), fix('2', [second], edit('a.py', '9:1', '9:4', 'xyz'))];
  const { fault } = trial(fixes, [first, second], [seen('F821', 'a.py:10', 'undefined `b`')]);
  expect(fault).toMatchObject({ appeared: [], suspects: [{ id: '2' }] });
  expect(fault?.stayed).toHaveLength(1);
});

it('takes what is left of two that look the same for the one that was to stay', () => {
  const [target, other] = [seen('E1', 'a.py:5'), seen('E1', 'a.py:50')];
  const fixes = [fix('1', [target], edit('a.py', '5:1', '8:1', ''))];
  expect(trial(fixes, [target, other], [seen('E1', 'a.py:49')]).fault).toBeUndefined();
});

it('does not mind other names, numbers in messages, one finding of two tasks, and notes', () => {
  const target = seen('E1', 'a.py:5');
  const before = [target, seen('E2', 'a.py:7', 'unused since line 3')];
  const again = seen('E2', 'a.py:8', 'unused since line 4');
  const note = seen('N', 'a.py:1', 'see here', { level: 'note' });
  expect(
    trial([fix('1', [target], importOs)], before, [again, { ...again, task: 'a:test' }, note]).fault,
  ).toBeUndefined();
});

it('suspects nobody when a finding is where nobody wrote', () => {
  const [target, second] = [seen('E1', 'a.py:5'), seen('E1', 'b.py:5')];
  const fixes = [fix('1', [target], importOs), fix('2', [second], edit('b.py', '5:1', '5:2', ''))];
  const { fault } = trial(fixes, [target, second], [seen('E9', 'c.py:1'), seen('E9', 'a.py:1')]);
  expect(fault?.appeared).toHaveLength(2);
  expect(fault?.suspects).toEqual([]);
});

it.each([
  ['edit its file, when it is on a line that none wrote', seen('E999', 'a.py:90'), ['1', '2']],
  ['edit a file that its message names', seen('ImportError', 'test.py:1', "no `x` in 'm' (lib/m.py)"), ['3']],
  ['edit what its file imports', seen('TS2724', 'web/use.ts:1', `'"../lib/n.js"' has no 'x'`), ['4']],
  ['nobody where a name only looks like it', seen('E', 'test.py:1', 'see other/lib/m.py and lib/m.pyi'), []],
])('suspects those that %s', (_, found, ids) => {
  const target = seen('F401', 'a.py:1');
  const fixes = [
    fix('1', [target], edit('a.py', '1:1', '1:9', '')),
    fix('2', [], edit('a.py', '5:1', '5:9', '')),
    fix('3', [], edit('lib/m.py', '1:1', '1:9', '')),
    fix('4', [], edit('lib/n.ts', '1:1', '1:9', '')),
  ];
  expect(trial(fixes, [target], [found]).fault?.suspects.map(({ id }) => id)).toEqual(ids);
});

it('is not sure of who writes the line at which a text can not be parsed any more', () => {
  const targets = [seen('F401', 'a.py:1'), seen('F541', 'a.py:5')];
  const fixes = targets.map((target, at) =>
    fix(`${at}`, [target], edit('a.py', `${at * 4 + 1}:1`, `${at * 4 + 1}:9`, '(')),
  );
  const syntax = seen('invalid-syntax', 'a.py:5', 'Expected )', { tool: 'ruff' });
  expect(trial(fixes, targets, [syntax]).fault).toMatchObject({ suspects: fixes, sure: [] });
  expect(trial(fixes, targets, [seen('F821', 'a.py:5')]).fault).toMatchObject({
    suspects: [fixes[1]],
    sure: [fixes[1]],
  });
});

it('knows what could not be seen before', () => {
  const syntax = seen('TS1109', 'a.ts:5', 'Expression expected', { tool: 'tsc' });
  const types = seen('TS2322', 'b.ts:1', 'Type', { tool: 'tsc' });
  const fixes = [fix('1', [syntax], edit('a.ts', '5:1', '5:2', '0'))];
  expect(trial(fixes, [syntax], [types])).toMatchObject({ fault: undefined, uncovered: [types] });
  const onTheLine = seen('TS2322', 'a.ts:5', 'Type', { tool: 'tsc' });
  expect(trial(fixes, [syntax], [onTheLine]).fault?.appeared).toEqual([onTheLine]);
  const failedTest = { ...seen('assert', 'test.ts:1'), task: 'a:test' };
  expect(trial(fixes, [syntax], [failedTest]).fault).toBeDefined();
  expect(trial(fixes, [syntax], [failedTest], ['a:test']).fault).toBeUndefined();
});

it('moves lines as edits do', () => {
  const at = (line: number, column = 1) => ({ line, column });
  const { lineOf, changed } = textMoves([
    { edit: edit('a', '5:3', '7:1', 'x'), fix: 1 },
    { edit: importOs, fix: 0 },
    { edit: importOs, fix: 2 },
    { edit: edit('a', '9:4', '9:4', 'a\nb\n'), fix: 3 },
  ]);
  expect([at(1), at(5), at(5, 3), at(6), at(7), at(9), at(9, 9), at(10)].map(lineOf)).toEqual([
    2, 6, 6, 6, 6, 8, 10, 11,
  ]);
  expect(changed).toEqual([
    { first: 1, last: 1, fix: 0 },
    { first: 1, last: 1, fix: 2 },
    { first: 6, last: 6, fix: 1 },
    { first: 8, last: 10, fix: 3 },
  ]);
});

it('leaves layout to a pass that follows, where its tool has a fix for it', () => {
  const target = seen('F401', 'a.py:5');
  const before = [target];
  const fixes = [fix('1', [target], importOs)];
  const safe = { description: 'Organize imports', applicability: 'safe' as const, edits: [importOs] };
  const unsorted = seen('I001', 'a.py:1', 'Unsorted', { tool: 'ruff', fixes: [safe] });
  const rest = { fixes, before, skippedBefore: new Set<string>() };
  expect(judge({ ...rest, after: [unsorted], mayFollow: true })).toMatchObject({
    fault: undefined,
    uncovered: [unsorted],
  });
  expect(judge({ ...rest, after: [unsorted], mayFollow: false }).fault?.appeared).toEqual([unsorted]);
  const unfixable = seen('I001', 'a.py:1', 'Unsorted', { tool: 'ruff' });
  expect(judge({ ...rest, after: [unfixable], mayFollow: true }).fault?.appeared).toEqual([unfixable]);
});
