import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@hone/core';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { runProcess } from '@hone/core/process';
import { readSarif, writeSarif } from '@hone/core/sarif';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PlanOptions } from '../../executors/plan/schema.js';
import { nestedMark } from '../collect/index.js';
import { createPlanEngine } from './engine.js';
import { parsePlan } from './plan-file.js';

let workspaceRoot: string;
const projects = ['app', 'lib', 'other'].map((name) => ({ name, root: name }));
const write = (file: string, text: string): void => {
  const target = path.join(workspaceRoot, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};

/** A finding of a tool that nobody knows, with an edit that deletes its line. */
function finding(
  file: string,
  line: number,
  fix?: 'safe' | 'unsafe',
  level: Diagnostic['level'] = 'error',
): Diagnostic {
  const region = { start: { line, column: 1 }, end: { line: line + 1, column: 1 } };
  const edits = [{ file, region, newText: '' }];
  return {
    tool: 'ours',
    ruleId: `x/${fix ?? 'none'}`,
    level,
    message: `bad in ${workspaceRoot}`,
    location: { file, region },
    ...(fix && { fixes: [{ description: 'Delete the line.', applicability: fix, edits }] }),
  };
}

async function run(diagnostics: Diagnostic[], options: PlanOptions = {}): Promise<TaskOutcome & { text: string }> {
  write('found.sarif', writeSarif({ tools: [], diagnostics }));
  const engine = createPlanEngine({ projects, targets: {}, dependencies: { app: ['lib'] } });
  const task: EngineTask<PlanOptions> = {
    id: 'app:build-fix',
    project: 'app',
    root: 'app',
    target: 'build-fix',
    options: { from: 'found.sarif', ...options },
    nestedRoots: [],
    closure: [{ name: 'lib', root: 'lib' }],
  };
  const context = { workspaceRoot, signal: new AbortController().signal, verbose: false };
  for await (const [, outcome] of engine.run([task], context)) {
    return { ...outcome, text: (outcome.notes ?? []).join('\n') };
  }
  throw new Error('nothing came');
}

const patchOf = ({ outputs }: TaskOutcome): string => outputs?.['dist/hone/app/build-fix.patch'] ?? '';

beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-plan-engine-'));
  write('app/a.ts', 'one\r\ntwo\r\nthree');
  write('lib/ü b.ts', '\uFEFFone\ntwo\n');
  write('other/c.ts', 'one\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(workspaceRoot, { recursive: true, force: true });
});

it('writes a patch that git takes, a plan and a report, and says what comes next', async () => {
  const outcome = await run([
    finding('app/a.ts', 2, 'safe'),
    finding('lib/ü b.ts', 1, 'safe', 'warning'),
    finding('app/a.ts', 1, 'unsafe'),
    finding('app/a.ts', 3),
    finding('other/c.ts', 1, 'safe'),
  ]);
  expect(outcome.text).toBe(
    [
      '4 findings in 3 groups from found.sarif.',
      '  2 fixed: 2 by suggestions',
      '  2 left:',
      '    1  x/none  bad in .  (no fixer knows it)',
      '    1  x/unsafe  bad in .  (needs `unsafe`)',
      '  1 in files of other projects, which their own plans answer.',
      'dist/hone/app/build-fix.patch changes 2 files. Next: npx nx run app:build-fix-apply',
    ].join('\n'),
  );
  expect(outcome.failed).toBe(false);

  write('fix.patch', patchOf(outcome));
  await runProcess({ command: 'git', args: ['init', '-q'], cwd: workspaceRoot });
  const applied = await runProcess({ command: 'git', args: ['apply', 'fix.patch'], cwd: workspaceRoot });
  expect(applied).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(workspaceRoot, 'app/a.ts'), 'utf8')).toBe('one\r\nthree');
  expect(readFileSync(path.join(workspaceRoot, 'lib/ü b.ts'), 'utf8')).toBe('\uFEFFtwo\n');

  const plan = parsePlan(outcome.outputs?.['dist/hone/app/build-fix.json'] ?? '', 'build-fix.json');
  expect(plan).toMatchObject({ version: 1, project: 'app', offered: [{ applicability: 'unsafe' }] });
  const { diagnostics } = readSarif(outcome.outputs?.['dist/hone/app/build-fix.sarif'] ?? '');
  expect(diagnostics.map(({ level, hint, fixes = [] }) => [level, hint?.split(':')[0], fixes.length])).toEqual([
    ['error', 'Left (needs-unsafe)', 1],
    ['error', 'Fixed by suggestions', 1],
    ['error', 'Left (no-fixer)', 0],
    ['warning', 'Fixed by suggestions', 1],
  ]);
});

it('gives the same bytes again, wherever the workspace is', async () => {
  const diagnostics = (): Diagnostic[] => [finding('app/a.ts', 2, 'safe'), finding('app/a.ts', 3)];
  const { outputs } = await run(diagnostics());
  expect((await run(diagnostics().reverse())).outputs).toEqual(outputs);
  expect(JSON.stringify(outputs)).not.toContain(path.basename(workspaceRoot));
});

it('takes only what the options want', async () => {
  const both = (): Diagnostic[] => [finding('app/a.ts', 2, 'safe'), finding('app/a.ts', 1, 'unsafe')];
  expect((await run(both(), { unsafe: true })).text).toContain('2 fixed');
  expect((await run(both(), { rules: ['ruff'] })).text).toContain('2 left');
  expect((await run(both(), { rules: ['!suggest*'] })).text).toContain('2 left');
  expect((await run(both(), { exclude: ['app'] })).text).toContain('(excluded)');
});

it('looks only where `include` and `onlyChanged` say', async () => {
  const git = (...args: string[]) => runProcess({ command: 'git', args, cwd: workspaceRoot });
  const both = (): Diagnostic[] => [finding('app/a.ts', 2, 'safe'), finding('lib/ü b.ts', 1, 'safe')];
  const inLib = await run(both(), { include: ['lib/'] });
  expect(inLib.text).toContain('1 fixed');
  expect(patchOf(inLib)).toContain('lib/ü b.ts');

  await git('init', '-q');
  await git('add', '.');
  await git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-q', '-m', 'x');
  expect((await run(both(), { onlyChanged: 'HEAD' })).text).toContain('2 left');
  write('app/a.ts', 'zero\r\ntwo\r\nthree');
  const changed = await run(both(), { onlyChanged: 'HEAD' });
  expect(patchOf(changed)).toContain('app/a.ts');
  expect(patchOf(changed)).not.toContain('lib/');
});

it('reads logs and reports of one run together, and makes the same plan of them in another folder', async () => {
  const outcomes = [];
  for (const name of ['one', 'another folder']) {
    workspaceRoot = path.join(workspaceRoot, name);
    write('app/main.py', 'from core import load_setting\n\nprint(load_setting())\n');
    write('app/core.py', 'def load_settings():\n    return 1\n');
    write('app/a.ts', 'one\ntwo\n');
    const place = (file: string): string => path.join(workspaceRoot, 'app', file);
    write(
      'ci.log',
      `Traceback (most recent call last):\n  File "${place('main.py')}", line 1, in <module>\n    from core import load_setting\n` +
        `ImportError: cannot import name 'load_setting' from 'core' (${place('core.py')}). Did you mean: 'load_settings'?\n`,
    );
    outcomes.push(await run([finding('app/a.ts', 1, 'safe')], { from: ['ci.log', 'found.sarif'], unsafe: true }));
    workspaceRoot = path.dirname(workspaceRoot);
  }
  const [first, second] = outcomes;
  expect(first?.text).toContain('2 fixed');
  expect(first?.text).toContain('from ci.log, found.sarif');
  expect(second?.outputs).toEqual(first?.outputs);
  expect(second?.text).toBe(first?.text);
});

it('fails when it is asked to and something is left', async () => {
  expect(await run([finding('app/a.ts', 3, undefined, 'warning')], { failOn: 'error' })).toMatchObject({
    failed: false,
  });
  expect(await run([finding('app/a.ts', 3, undefined, 'warning')], { failOn: 'warning' })).toMatchObject({
    failed: true,
  });
});

it('uses what the workspace has learned, and says when that can not be read', async () => {
  write('.hone/build-fix/learned.json', '{');
  expect((await run([finding('app/a.ts', 2)])).text).toContain('.hone/build-fix/learned.json is not used');
});

it('does not run inside a run of its own', async () => {
  vi.stubEnv(nestedMark, 'true');
  await expect(run([])).rejects.toThrow('depends on build-fix');
});
