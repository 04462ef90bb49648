import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PruneOptions } from '../../executors/prune/schema.js';
import { pruneEngine } from '../prune.js';

// Proofs with real cargo and real npm: what no reading finds is needed all the same, and only a run shows it.

const modules = fileURLToPath(new URL('../../../../../node_modules/', import.meta.url));
let workspaceRoot: string;
beforeEach(() => {
  workspaceRoot = mkdtempSync(path.join(os.tmpdir(), 'hone-real-'));
});
afterEach(() => rmSync(workspaceRoot, { recursive: true, force: true }));

const has = (tool: string): boolean => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
    return true;
  } catch {
    console.warn(`SKIPPED proof with ${tool}: it is missing: install it to run this test.`);
    return false;
  }
};

const read = (file: string): string => readFileSync(path.join(workspaceRoot, file), 'utf8');
const copy = (name: string): void =>
  cpSync(fileURLToPath(new URL(`fixtures/${name}/`, import.meta.url)), workspaceRoot, { recursive: true });

async function prune(options: PruneOptions): Promise<TaskOutcome | undefined> {
  const task: EngineTask<PruneOptions> = {
    id: 'app:dep-prune-fix',
    project: 'app',
    root: 'app',
    target: 'dep-prune-fix',
    options,
    nestedRoots: [],
  };
  const context = { workspaceRoot, signal: new AbortController().signal, verbose: false };
  for await (const [, outcome] of pruneEngine.run([task], context)) return outcome;
  return undefined;
}

it.skipIf(!has('cargo'))(
  'proves with cargo: what a test needs stays, with its entry; the rest goes with its own',
  async () => {
    copy('cargo');
    symlinkSync(modules, path.join(workspaceRoot, 'node_modules'), 'junction');
    const before = read('app/Cargo.toml');
    const lock = read('Cargo.lock');
    const outcome = await prune({ fix: true, verify: true });
    expect(outcome?.notes, JSON.stringify(outcome)).toEqual([
      '2 dependencies: 2 used.',
      'Proved by build, test of app, user: 1 can go, 1 had to stay.',
      expect.stringMatching(/^silent stays: (?:user:build|app:test) fails without it: error\[E0433\]: .*silent/),
      'app/Cargo.toml: removed gone.',
      expect.stringContaining('Cargo.toml'),
      expect.stringContaining('Cargo.lock'),
    ]);
    expect(read('app/Cargo.toml')).toBe(before.replace('gone.workspace = true # one of three\n', ''));
    expect(read('Cargo.toml')).toContain('silent = ');
    expect(read('Cargo.toml')).not.toContain('gone = {');
    expect(read('Cargo.lock')).toBe(lock.replace(' "gone",\n', ''));
  },
  120_000,
);

it.skipIf(!has('npm'))(
  'proves with npm: a package that a test loads stays, another one goes from manifest and lock',
  async () => {
    copy('npm');
    execFileSync('npm', ['install', '--offline', '--ignore-scripts'], {
      cwd: workspaceRoot,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
    symlinkSync(path.join(modules, 'nx'), path.join(workspaceRoot, 'node_modules/nx'), 'junction');
    const before = read('app/package.json');
    const outcome = await prune({ fix: true, verify: true });
    expect(outcome?.notes, JSON.stringify(outcome)).toEqual([
      '2 dependencies: 2 used.',
      'Proved by test of app: 1 can go, 1 had to stay.',
      expect.stringMatching(/^silent stays: app:test fails without it: .*'silent'/),
      'app/package.json: removed gone.',
      expect.stringContaining('package-lock.json'),
    ]);
    expect(read('app/package.json')).toBe(before.replace('    "gone": "file:../vendor/gone",\n', ''));
    expect(read('package-lock.json')).not.toContain('vendor/gone');
    expect(read('package-lock.json')).toContain('vendor/silent');
  },
  120_000,
);
