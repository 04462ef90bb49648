import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cutText } from './cut-text.js';
import { type EndedTask, keepFailures } from './index.js';
import { keepRun } from './keep-run.js';
import { failuresFolder, readKeptRun } from './kept-run.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-fix-failures-'));
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', path.join(root, '.data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const TSC = `\u001b[31msrc/a.ts(1,5): error TS2304: Cannot find name 'foo'.\u001b[0m
src/b.ts(2,5): error TS2304: Cannot find name 'bar'.
src/b.ts(3,1): error TS2322: Type 'A' is not assignable to type 'B'.
`;

const task = (id: string, outcome: EndedTask['outcome'], output?: string): EndedTask => {
  const [project = '', target = ''] = id.split(':');
  return { id, project, target, root: `libs/${project}`, outcome, output };
};
const report = (tasks: EndedTask[], startedAt = 0): Promise<string | undefined> =>
  keepFailures({ workspaceRoot: root, tasks, startedAt, planTarget: 'build-fix' });
const keptIds = (): string[] => readKeptRun(root)?.tasks.map(({ id }) => id) ?? [];
const keptFiles = (): string[] =>
  existsSync(failuresFolder(root))
    ? readdirSync(failuresFolder(root), { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))
    : [];

it('keeps what failed, and says how much it is and what can be done', async () => {
  const line = await report([task('web:typecheck', 'failed', TSC), task('web:test', 'passed', 'fine')]);
  expect(line).toBe('3 errors in 2 groups, 3 may be fixable. To plan: npx nx run-many -t build-fix -p web');
  expect(keptIds()).toEqual(['web:typecheck']);
});

it('holds the last run that failed alone', async () => {
  await report([task('web:typecheck', 'failed', TSC), task('api:typecheck', 'failed', TSC)]);
  await report([task('api:lint', 'failed', TSC)]);
  expect(keptIds()).toEqual(['api:lint']);
  expect(keptFiles()).toHaveLength(2);
});

it('lets go of what passes later, and writes nothing where nothing fails', async () => {
  expect(await report([task('web:typecheck', 'passed', 'fine')])).toBeUndefined();
  expect(existsSync(failuresFolder(root))).toBe(false);
  await report([task('web:typecheck', 'failed', TSC), task('api:typecheck', 'failed', TSC)]);
  await report([task('web:typecheck', 'passed', 'fine'), task('api:typecheck', 'skipped')]);
  expect(keptIds()).toEqual(['api:typecheck']);
  expect(keptFiles()).toHaveLength(2);
  await report([task('api:typecheck', 'passed', 'fine')]);
  expect(existsSync(failuresFolder(root))).toBe(false);
});

it('reads the report of a tool of the family in place of its text, if it is of this run', async () => {
  const result = { ruleId: 'F401', level: 'warning', message: { text: '`os` imported but unused' } };
  const file = path.join(root, 'dist/hone/libs/api/python-validate.sarif');
  mkdirSync(path.dirname(file), { recursive: true });
  const runs = [{ tool: { driver: { name: 'ruff' } }, results: [result] }];
  writeFileSync(file, JSON.stringify({ version: '2.1.0', runs }));
  const failed = [task('api:python-validate', 'failed', 'what is printed is not read')];
  expect(await report(failed)).toMatch(/^1 finding in 1 group, none of them has a known fix/);
  expect(await report(failed, Date.now() + 60_000)).toBeUndefined();
});

it('names the command that shows the groups where nothing can be planned', async () => {
  const line = await report([task('web:build', 'failed', 'make: *** [all] Error 2\n')]);
  expect(line).toBe('1 error in 1 group, none of them has a known fix. To see them: npx build-fix groups');
});

it('keeps no more than it may, and says what is missing', async () => {
  const output = Array.from({ length: 100 }, (_, line) => `line ${line} of a long output`).join('\n');
  const tasks = ['a:x', 'b:x', 'c:x'].map((id) => task(id, 'failed', output));
  const kept = await keepRun({ workspaceRoot: root, tasks, startedAt: 0 }, { perTask: 400, total: 500 });
  expect(kept?.tasks.map(({ id }) => id)).toEqual(['a:x', 'b:x']);
  expect(kept?.tasks.every(({ cut = 0 }) => cut > 1000)).toBe(true);
});

it('takes what it can not read for nothing', async () => {
  await report([task('web:typecheck', 'failed', TSC)]);
  writeFileSync(path.join(failuresFolder(root), 'kept.json'), '{ "version": 1, "tasks": [');
  expect(readKeptRun(root)).toBeUndefined();
  writeFileSync(path.join(failuresFolder(root), 'kept.json'), '{ "version": 2, "tasks": [] }');
  expect(readKeptRun(root)).toBeUndefined();
  await report([task('web:typecheck', 'failed', TSC)]);
  expect(keptIds()).toEqual(['web:typecheck']);
});

describe('cutText', () => {
  it('leaves whole lines of the start and of the end', () => {
    const lines = Array.from({ length: 50 }, (_, at) => `${at}`.padStart(9, '0'));
    const { text, cut } = cutText(lines.join('\n'), 100);
    const kept = text.split('\n').filter((line) => /^\d+$/.test(line));
    expect(kept).toEqual([...lines.slice(0, 7), ...lines.slice(-2)]);
    expect(text).toContain(`… ${cut} characters were left out …`);
    expect(cut).toBe(lines.length * 10 - 1 - 7 * 10 - 2 * 10 + 1);
  });

  it('copes with one line, and leaves alone what fits', () => {
    expect(cutText('x'.repeat(1000), 10).text.length).toBeLessThan(100);
    expect(cutText('x\ny', 3)).toEqual({ text: 'x\ny', cut: 0 });
  });
});

it('reads files that were written as they are', async () => {
  await report([task('web:typecheck', 'failed', TSC)]);
  const [{ file = '' } = {}] = readKeptRun(root)?.tasks ?? [];
  expect(readFileSync(path.join(failuresFolder(root), file), 'utf8')).toBe(TSC);
});
