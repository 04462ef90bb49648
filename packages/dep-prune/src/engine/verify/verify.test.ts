import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { createScratch, removeAbandoned } from '@hone/core/scratch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PruneOptions } from '../../executors/prune/schema.js';
import { pruneEngine } from '../prune.js';

const fixture = fileURLToPath(new URL('fixtures/workspace/', import.meta.url));
const modules = fileURLToPath(new URL('../../../../../node_modules/', import.meta.url));
let base: string;
let workspaceRoot: string;
const { TMPDIR } = process.env;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'hone-verify-'));
  workspaceRoot = path.join(base, 'workspace');
  cpSync(fixture, workspaceRoot, { recursive: true });
  symlinkSync(modules, path.join(workspaceRoot, 'node_modules'), 'junction');
  mkdirSync(path.join(base, 'tmp'));
  process.env['TMPDIR'] = path.join(base, 'tmp');
});
afterEach(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  rmSync(base, { recursive: true, force: true });
});

const manifest = (): string => readFileSync(path.join(workspaceRoot, 'app/requirements.txt'), 'utf8');
const scratches = (): string[] =>
  readdirSync(path.join(base, 'tmp')).filter((name) => name.startsWith('hone-dep-prune-'));

async function prune(options: PruneOptions, abortOn?: RegExp): Promise<TaskOutcome | undefined> {
  const abort = new AbortController();
  const task: EngineTask<PruneOptions> = {
    id: 'app:dep-prune',
    project: 'app',
    root: 'app',
    target: 'dep-prune',
    options,
    nestedRoots: [],
  };
  const progress = (line: string): void => {
    if (abortOn?.test(line)) setTimeout(() => abort.abort(new Error('ended')), 300);
  };
  const context = { workspaceRoot, signal: abort.signal, verbose: false, progress };
  for await (const [, outcome] of pruneEngine.run([task], context)) return outcome;
  return undefined;
}

it('removes all but what a target of the project or of a dependant needs', async () => {
  const outcome = await prune({ fix: true, verify: true });
  expect(manifest()).toBe('flask>=3\nmessage-codec==1\nsettings-reader==6\n');
  expect(outcome?.notes).toEqual([
    '3 dependencies: 3 used.',
    'Proved by build, test of app, user: 2 can go, 2 had to stay.',
    "message-codec stays: user:build fails without it: ModuleNotFoundError: No module named 'message_codec'",
    "settings-reader stays: app:test fails without it: ModuleNotFoundError: No module named 'settings_reader'",
    'app/requirements.txt: removed left-hand, right-hand.',
  ]);
  expect(outcome?.report.diagnostics).toEqual([]);
  const file = JSON.parse(outcome?.outputs?.['dist/hone/app/dep-prune.json'] ?? '') as { verdicts: object[] };
  expect(file.verdicts).toContainEqual(
    expect.objectContaining({
      name: 'message-codec',
      kind: 'used',
      evidence: [
        {
          kind: 'proof',
          scope: 'runtime',
          detail: "user:build fails without it: ModuleNotFoundError: No module named 'message_codec'",
          file: 'user',
        },
      ],
    }),
  );
  expect(scratches()).toEqual([]);
});

it('writes nothing without fix, and removes nothing when the targets fail as it is', async () => {
  const before = manifest();
  const proved = await prune({ verify: ['test'] });
  expect(proved?.report.diagnostics.map(({ message }) => message.split(':')[0])).toEqual([
    'left-hand',
    'message-codec',
    'right-hand',
  ]);
  writeFileSync(path.join(workspaceRoot, 'needs.mjs'), 'throw new Error("broken");\n');
  const broken = await prune({ fix: true, verify: ['test'] });
  const [first] = broken?.report.diagnostics.filter(({ ruleId }) => ruleId === 'deps/not-proved') ?? [];
  expect(first?.message).toBe(
    'Nothing was proved, and nothing is removed: app:test fails with every dependency in place: Error: broken.',
  );
  expect(manifest()).toBe(before);
  expect(scratches()).toEqual([]);
});

it.each([/before anything is removed/, /tries without 4 of 4/])(
  'leaves no trace when it is ended: %s',
  async (when) => {
    const before = manifest();
    await expect(prune({ fix: true, verify: true }, when)).rejects.toThrow('ended');
    expect(manifest()).toBe(before);
    expect(scratches()).toEqual([]);
  },
);

it('deletes what a killed process left, and nothing of one that lives', () => {
  const folder = path.join(base, 'tmp');
  // No process has a number as high as that.
  mkdirSync(path.join(folder, 'hone-dep-prune-4194305-abc'));
  const own = createScratch('dep-prune', folder);
  removeAbandoned('dep-prune', folder);
  expect(scratches()).toEqual([path.basename(path.dirname(own.workspace))]);
  rmSync(path.dirname(own.workspace), { recursive: true });
});
