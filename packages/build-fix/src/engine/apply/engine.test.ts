import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextEdit } from '@hone/core/diagnostics';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { ApplyOptions } from '../../executors/apply/schema.js';
import { collectEntries, nestedEnvironment } from '../collect/index.js';
import { fingerprintOf } from '../group/index.js';
import { openStore, storeFolder } from '../learn/index.js';
import { renderPlan } from '../plan/plan-file.js';
import type { FixPlan, LogEntry, PlannedFix } from '../types.js';
import { createApplyEngine } from './engine.js';

// The real tools, run by Nx in the copy: a linter in Python, TypeScript's compiler, cargo.
const fixture = fileURLToPath(new URL('fixtures/workspace/', import.meta.url));
const modules = fileURLToPath(new URL('../../../../../node_modules/', import.meta.url));
const projects = ['api', 'lib', 'web'].map((name) => ({ name, root: name }));
const { signal } = new AbortController();
let root: string;
const roots: string[] = [];
const environment = { ...process.env };
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-apply-tools-')));
  roots.push(root);
  fs.cpSync(fixture, root, { recursive: true });
  fs.symlinkSync(modules, path.join(root, 'node_modules'), 'junction');
  Object.assign(process.env, {
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: path.join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: path.join(root, '.nx/data'),
  });
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));
afterAll(() => {
  process.env = environment;
  // Nx asks for its data folder once in a process, so the store of every test lay below the first root.
  for (const each of roots) fs.rmSync(each, { recursive: true, force: true });
});

const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** A change of a line, in answer to the findings of a rule: the text before, the text after. */
type Answer = [rule: RegExp, file: string, line: number, before: string, after: string];

/** Runs a project's target, and plans what is given for what it finds. */
async function plan(project: string, answers: readonly Answer[]): Promise<void> {
  const request = { workspaceRoot: root, project, root: project, targets: ['lint'], env: nestedEnvironment(), signal };
  const { entries } = await collectEntries(request);
  const seen = (entry: LogEntry) => ({ fingerprint: fingerprintOf(entry.diagnostic), diagnostic: entry.diagnostic });
  const fixes = answers.map(([rule, file, line, before, after], at): PlannedFix => {
    const column = read(file).split('\n')[line - 1]!.indexOf(before) + 1;
    const region = { start: { line, column }, end: { line, column: column + before.length } };
    const edit: TextEdit = { file, region, newText: after };
    return {
      id: String(at),
      fixer: 'test',
      description: `Say ${JSON.stringify(after)}`,
      applicability: 'safe',
      pass: 1,
      answers: entries.filter(({ diagnostic }) => rule.test(`${diagnostic.ruleId} ${diagnostic.message}`)).map(seen),
      changes: [{ kind: 'edit', edit }],
    };
  });
  expect(fixes.map((fix) => fix.answers.length > 0)).toEqual(fixes.map(() => true));
  const digest = (file: string): string => createHash('sha256').update(read(file)).digest('hex');
  const base = Object.fromEntries(answers.map(([, file]) => [file, digest(file)]));
  const file = path.join(root, 'dist/hone', project, 'build-fix.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const whole: FixPlan = { version: 1, project, targets: ['lint'], base, fixes, left: [] };
  fs.writeFileSync(file, renderPlan(whole));
}

async function apply(project: string, options: ApplyOptions = {}): Promise<TaskOutcome> {
  return (await applyAll([project], options))[0]!;
}

async function applyAll(names: readonly string[], options: ApplyOptions): Promise<TaskOutcome[]> {
  const engine = createApplyEngine({ projects, targets: {}, dependencies: {} }, () => ({ rules: ['!*'] }));
  const tasks = names.map((project): EngineTask<ApplyOptions> => {
    const target = 'build-fix-apply';
    return { id: `${project}:${target}`, project, root: project, target, options, nestedRoots: [], closure: [] };
  });
  const outcomes: TaskOutcome[] = [];
  for await (const [, outcome] of engine.run(tasks, { workspaceRoot: root, signal, verbose: false })) {
    outcomes.push(outcome);
  }
  return outcomes;
}

/** How often each kind of fix was kept. */
function learned(): number[] {
  const store = openStore(storeFolder(root));
  const { outcomes } = JSON.parse(store.export()) as { outcomes: { kept: number }[] };
  store.close();
  return outcomes.map(({ kept }) => kept).sort((a, b) => b - a);
}

it.skipIf(!has('python3'))('Python: keeps the good edits, leaves the bad one, and takes all of it back', async () => {
  const before = read('api/src/app.py');
  await plan('api', [
    [/F401 `sys`/, 'api/src/app.py', 2, 'import sys', 'import os'],
    [/F821 .*`os`/, 'api/src/app.py', 6, 'json.dumps({})', 'jsn.dumps({})'],
  ]);
  const { notes, outputs, failed } = await apply('api', { maxPasses: 1 });
  expect(notes).toEqual([
    'Applied 1 of 2 fixes in 1 file: 1 by test.',
    'Verified by lint: 2 verifications in 1 pass.',
    '1 kept back:',
    '  api/src/app.py:6  Say "jsn.dumps({})" (test)',
    '    It leads to F401 in api/src/app.py:1 (`json` imported but unused).',
    'Nothing is left.',
    'To take it back: npx build-fix undo api',
  ]);
  expect(failed).toBe(false);
  expect(read('api/src/app.py')).toBe(before.replace('import sys', 'import os'));
  expect(outputs?.['dist/hone/api/build-fix-apply.patch']).toContain('-import sys\n+import os\n');
  expect(learned()).toEqual([1, 0]);
  const undone = await apply('api', { undo: true });
  expect(undone.notes).toEqual(['Took back 1 fix of api: 1 file is as before.']);
  expect(read('api/src/app.py')).toBe(before);
});

it.skipIf(!has('python3'))(
  'goes on when a project can not be applied, in one copy that is as new for each',
  async () => {
    await plan('api', [[/F401 `sys`/, 'api/src/app.py', 2, 'import sys', '']]);
    const [lib, first, second] = await applyAll(['lib', 'api', 'api'], { maxPasses: 1, dryRun: true });
    expect(lib).toMatchObject({ failed: true });
    expect(lib?.notes?.[0]).toContain('There is no plan');
    expect(first?.notes?.[0]).toBe('Would apply 1 fix in 1 file: 1 by test.');
    expect(second).toEqual(first);
    expect(learned()).toEqual([]);
  },
);

it('TypeScript: verifies with the compiler of the workspace', async () => {
  await plan('web', [
    [/TS2304 .*'area'/, 'web/src/main.ts', 1, 'import type { Square }', 'import { area, type Square }'],
    [/TS\d+ .*'sise'/, 'web/src/main.ts', 6, 'sise', 'length'],
  ]);
  const { notes } = await apply('web', { dryRun: true, maxPasses: 1 });
  expect(notes?.slice(0, 2)).toEqual([
    'Would apply 1 of 2 fixes in 1 file: 1 by test.',
    'Verified by lint: 2 verifications in 1 pass.',
  ]);
  expect(notes?.[4]).toMatch(/^ {4}With it TS2339 in web\/src\/main\.ts:6 /);
  expect(read('web/src/main.ts')).toBe(fs.readFileSync(path.join(fixture, 'web/src/main.ts'), 'utf8'));
});

it.skipIf(!has('cargo'))('Rust: what cargo has built in the copy serves the next verification', async () => {
  await plan('lib', [
    [/HashMap/, 'lib/src/lib.rs', 1, 'use std::collections::HashMap;', ''],
    [/Debug/, 'lib/src/lib.rs', 2, 'use std::fmt::Debug;', 'use std::fmt::Display;'],
  ]);
  const { notes } = await apply('lib', { maxPasses: 1 });
  expect(notes?.[1]).toBe('Verified by lint: 2 verifications in 1 pass.');
  expect(read('lib/src/lib.rs')).toMatch(/^\nuse std::fmt::Debug;\n/);
});

for (const tool of ['python3', 'cargo']) {
  if (!has(tool)) console.warn(`SKIPPED applying with ${tool}: ${tool} is missing: install it to run these tests.`);
}
