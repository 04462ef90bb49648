import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HoneError } from '../diagnostics/hone-error.js';
import { type BatchTaskResult, createBatchExecutor } from './batch-executor.js';
import type { Engine } from './engine.js';
import type { Refuse } from './refuse.js';
import type { ReportOptions } from './report-options.js';
import { contextOf, engineOf, graphOf, outcome, temporaryWorkspace } from './fixtures/testing.js';

let workspace: ReturnType<typeof temporaryWorkspace>;
beforeEach(() => void (workspace = temporaryWorkspace()));
afterEach(() => workspace.remove());

const roots = { a: 'libs/a', b: 'libs/b', c: 'libs/c' };
const allGood = engineOf(async function* (tasks) {
  for (const { id } of tasks) yield [id, outcome()];
});

async function run(
  engine: Engine<ReportOptions>,
  graph = graphOf({ a: [], b: [], c: [] }),
  inputs: Record<string, ReportOptions> = {},
  refuse?: Refuse<ReportOptions>,
): Promise<BatchTaskResult[]> {
  const results: BatchTaskResult[] = [];
  const executor = createBatchExecutor(engine, refuse);
  for await (const result of executor(graph, inputs, {}, contextOf(workspace.root, roots))) results.push(result);
  return results;
}

const statuses = (results: BatchTaskResult[]): Record<string, string> =>
  Object.fromEntries(results.map(({ task, result }) => [task.split(':')[0], result.status]));

describe('a batch', () => {
  it('writes a report and gives a result for each task', async () => {
    const results = await run(allGood);
    expect(statuses(results)).toEqual({ a: 'success', b: 'success', c: 'success' });
    expect(existsSync(path.join(workspace.root, 'dist/hone/libs/b/check.sarif'))).toBe(true);
  });

  it('fails only the tasks not yet yielded when the engine throws', async () => {
    const results = await run(
      engineOf(async function* (tasks) {
        yield [tasks[0]!.id, outcome()];
        throw new HoneError('ruff crashed', { hint: 'Reinstall ruff.' });
      }),
    );
    expect(statuses(results)).toEqual({ a: 'success', b: 'failure', c: 'failure' });
    expect(results[1]?.result.terminalOutput).toBe('error: ruff crashed\n  hint: Reinstall ruff.\n');
  });

  it('fails the tasks that are refused, skips what waits for them, and runs the others', async () => {
    const graph = graphOf({ a: [], b: ['a'], c: [] });
    graph.tasks['a:check']!.cache = true;
    const asked: unknown[] = [];
    const results = await run(allGood, graph, {}, (_, { project, root, configuration }) => {
      asked.push([project, root, configuration?.cache]);
      if (configuration?.cache) throw new HoneError('It is cached.');
    });
    expect(statuses(results)).toEqual({ a: 'failure', b: 'skipped', c: 'success' });
    expect(results.find(({ task }) => task === 'a:check')?.result.terminalOutput).toBe('error: It is cached.\n');
    expect(asked).toEqual([
      ['a', 'libs/a', true],
      ['c', 'libs/c', undefined],
    ]);
  });

  it('fails all tasks when the engine throws before it gives an iterator', async () => {
    const engine = engineOf(() => {
      throw new TypeError('no wasm');
    });
    const results = await run(engine);
    expect(statuses(results)).toEqual({ a: 'failure', b: 'failure', c: 'failure' });
    expect(results[0]?.result.terminalOutput).toBe('error: no wasm\n');
  });

  it('reports a task that the engine forgot as failed', async () => {
    const results = await run(
      engineOf(async function* (tasks) {
        yield [tasks[1]!.id, outcome()];
      }),
    );
    expect(statuses(results)).toEqual({ b: 'success', a: 'failure', c: 'failure' });
    expect(results[1]?.result.terminalOutput).toMatch(/^error: demo gave no result for this task\./);
  });

  it('drops second outcomes and outcomes of unknown tasks', async () => {
    const results = await run(
      engineOf(async function* (tasks) {
        yield ['x:check', outcome()];
        yield [tasks[0]!.id, outcome()];
        yield [tasks[0]!.id, outcome('error')];
        yield [tasks[1]!.id, outcome()];
        yield [tasks[2]!.id, outcome()];
      }),
    );
    expect(results.map(({ task }) => task)).toEqual(['a:check', 'b:check', 'c:check']);
    expect(results[0]?.result.success).toBe(true);
  });

  it.each([23, 24] as const)('skips what depends on a failed task, transitively, on Nx %i', async (nx) => {
    const seen: string[] = [];
    const engine = engineOf(async function* (tasks) {
      for (const { id, project } of tasks) {
        seen.push(project);
        yield [id, outcome(...(project === 'a' ? (['error'] as const) : []))];
      }
    });
    const results = await run(engine, graphOf({ c: ['b'], b: ['a'], a: [] }, nx));
    expect(statuses(results)).toEqual({ a: 'failure', b: 'skipped', c: 'skipped' });
    expect(seen).toEqual(['a']);
  });

  it('runs a dependent after its dependency, and ignores dependencies outside the batch', async () => {
    const results = await run(allGood, graphOf({ c: ['b', 'elsewhere'], b: ['a'], a: [] }));
    expect(results.map(({ task }) => task)).toEqual(['a:check', 'b:check', 'c:check']);
  });

  it('gives each task its own options', async () => {
    const warns = engineOf(async function* (tasks) {
      for (const { id } of tasks) yield [id, outcome('warning')];
    });
    const inputs: Record<string, ReportOptions> = {
      'a:check': {},
      'b:check': { failOn: 'warning' },
      'c:check': { failOn: 'never', reportPath: '{workspaceRoot}/out/{projectName}.sarif' },
    };
    expect(statuses(await run(warns, undefined, inputs))).toEqual({ a: 'success', b: 'failure', c: 'success' });
    expect(existsSync(path.join(workspace.root, 'out/c.sarif'))).toBe(true);
  });

  it('fails one task for one bad option', async () => {
    const results = await run(allGood, undefined, { 'b:check': { reportPath: '../outside.sarif' } });
    expect(statuses(results)).toEqual({ a: 'success', b: 'failure', c: 'success' });
    expect(results[1]?.result.terminalOutput).toContain('lies outside the workspace');
  });

  it('fails one task whose project Nx does not know', async () => {
    const results = await run(allGood, graphOf({ a: [], ghost: [] }));
    expect(statuses(results)).toEqual({ ghost: 'failure', a: 'success' });
  });

  it('ends at a signal although the engine does not', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
    const stuck = engineOf(async function* (tasks) {
      yield [tasks[0]!.id, outcome()];
      process.emit('SIGTERM', 'SIGTERM');
      await new Promise(() => undefined);
    });
    const results = await run(stuck);
    expect(statuses(results)).toEqual({ a: 'success', b: 'failure', c: 'failure' });
    expect(results[2]?.result.terminalOutput).toBe('error: The run was cancelled.\n');
    expect(process.listenerCount('SIGTERM')).toBe(0);
    exit.mockRestore();
  });

  it('returns the terminal output and prints nothing', async () => {
    const print = vi.spyOn(process.stdout, 'write');
    const results = await run(
      engineOf(async function* (tasks) {
        for (const { id } of tasks) yield [id, { ...outcome('error'), notes: ['ruff 0.14.1 (embedded)'] }];
      }),
    );
    expect(print).not.toHaveBeenCalled();
    expect(results[0]?.result.terminalOutput).toMatch(/^ruff 0\.14\.1 \(embedded\)\n[^]*demo\/error[^]*\n$/);
    print.mockRestore();
  });

  it('splits its time among the tasks', async () => {
    const times = (await run(allGood)).map(({ result }) => [result.startTime, result.endTime] as const);
    expect(times[1]?.[0]).toBe(times[0]?.[1]);
    expect(times[2]?.[0]).toBe(times[1]?.[1]);
  });

  it('gives an engine the folders of projects inside a project', async () => {
    const nested: Record<string, string[]> = {};
    const engine = engineOf(async function* (tasks) {
      for (const task of tasks) {
        nested[task.project] = task.nestedRoots;
        yield [task.id, outcome()];
      }
    });
    const context = contextOf(workspace.root, { root: '.', a: 'libs/a', ab: 'libs/a/b', aa: 'libs/aa' });
    for await (const _ of createBatchExecutor(engine)(graphOf({ root: [], a: [], ab: [], aa: [] }), {}, {}, context));
    expect(nested).toEqual({ root: ['libs/a', 'libs/a/b', 'libs/aa'], a: ['libs/a/b'], ab: [], aa: [] });
  });

  it('writes side files, and no report for an engine without one', async () => {
    const slicer = engineOf(async function* (tasks) {
      for (const { id, root } of tasks)
        yield [id, { ...outcome(), outputs: { [`dist/hone/${root}/slice.json`]: '{}\n' } }];
    });
    await run({ ...slicer, writesReport: false });
    expect(readFileSync(path.join(workspace.root, 'dist/hone/libs/a/slice.json'), 'utf8')).toBe('{}\n');
    expect(existsSync(path.join(workspace.root, 'dist/hone/libs/a/check.sarif'))).toBe(false);
  });
});
