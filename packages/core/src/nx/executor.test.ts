import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBatchExecutor } from './batch-executor.js';
import { createExecutor } from './executor.js';
import type { Engine } from './engine.js';
import type { Refuse } from './refuse.js';
import type { ReportOptions } from './report-options.js';
import { contextOf, engineOf, graphOf, outcome, temporaryWorkspace } from './fixtures/testing.js';

let workspace: ReturnType<typeof temporaryWorkspace>;
beforeEach(() => void (workspace = temporaryWorkspace()));
afterEach(() => {
  workspace.remove();
  vi.unstubAllEnvs();
});

async function runAlone(engine: Engine<ReportOptions>, options: ReportOptions = {}, refuse?: Refuse<ReportOptions>) {
  const printed: string[] = [];
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const context = { ...(contextOf(workspace.root, { a: 'libs/a' }) as object), projectName: 'a', targetName: 'check' };
  const { success } = await createExecutor(engine, refuse)(options, context as never);
  print.mockRestore();
  return { success, printed: printed.join('') };
}

async function runInBatch(engine: Engine<ReportOptions>) {
  const executor = createBatchExecutor(engine);
  for await (const { result } of executor(graphOf({ a: [] }), {}, {}, contextOf(workspace.root, { a: 'libs/a' }))) {
    return { success: result.success, printed: result.terminalOutput };
  }
  throw new Error('no result');
}

const warns = engineOf(async function* (tasks) {
  for (const { id } of tasks) yield [id, { ...outcome('warning'), notes: ['a note'] }];
});
const report = (): string => readFileSync(path.join(workspace.root, 'dist/hone/libs/a/check.sarif'), 'utf8');

it('prints what the batch returns and writes the same bytes', async () => {
  const alone = await runAlone(warns);
  const first = report();
  expect(alone).toEqual(await runInBatch(warns));
  expect(report()).toBe(first);
});

it('prints no stack for an engine that throws', async () => {
  const { success, printed } = await runAlone(
    engineOf(() => {
      throw new Error('boom');
    }),
  );
  expect({ success, printed }).toEqual({ success: false, printed: 'error: boom\n' });
});

it('does not run a task that is refused', async () => {
  const run = vi.fn(warns.run);
  const refused = await runAlone({ ...warns, run }, {}, ({ failOn }, { root }) =>
    Promise.reject(new Error(`${root} ${failOn ?? 'has no level'}`)),
  );
  expect(refused).toEqual({ success: false, printed: 'error: libs/a has no level\n' });
  expect(run).not.toHaveBeenCalled();
});

it('fails at the level asked for', async () => {
  expect((await runAlone(warns)).success).toBe(true);
  expect((await runAlone(warns, { failOn: 'warning' })).success).toBe(false);
});

it('says that nothing was found only where something was looked for', async () => {
  const clean = engineOf(async function* (tasks) {
    for (const { id } of tasks) yield [id, { ...outcome(), notes: ['a note'] }];
  });
  // Nx asks its tasks for colours.
  expect(stripVTControlCharacters((await runAlone(clean)).printed)).toBe('a note\nNo findings.\n');
  expect((await runAlone({ ...clean, isCheck: false })).printed).toBe('a note\n');
});

it('annotates on GitHub only', async () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  expect((await runAlone(warns)).printed).toContain('::warning title=demo/warning (demo)::a finding of level warning');
  vi.stubEnv('GITHUB_ACTIONS', '');
  expect((await runAlone(warns)).printed).not.toContain('::warning');
});

it('takes an engine at its word whether a task failed', async () => {
  const saying = (word: { failed?: boolean; passed?: boolean }) =>
    engineOf(async function* (tasks) {
      for (const { id } of tasks) yield [id, { ...outcome('warning'), ...word }];
    });
  expect((await runAlone(saying({ failed: true }))).success).toBe(false);
  expect((await runAlone(saying({ passed: true }), { failOn: 'warning' })).success).toBe(true);
  expect((await runAlone(saying({ passed: true, failed: true }))).success).toBe(false);
});
