import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineTask } from '@hone/core/nx';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { PlanOptions } from '../../executors/plan/schema.js';
import { loadFormats } from '../read/index.js';
import { collectTasks } from './collect-tasks.js';
import { createSourceFiles } from './source-files.js';

const repository = fileURLToPath(new URL('../../../../..', import.meta.url));
let workspaceRoot: string;
const write = (file: string, text: string): void => {
  const target = path.join(workspaceRoot, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};
/** A target whose failure names the file and the target. */
const failing = (project: string, target: string, more: object = {}): object => {
  write(`${project}/${target}.cjs`, `console.log('${project}/a.ts(1,1): error TS1: ${target}'); process.exit(1);`);
  return { command: `node ${project}/${target}.cjs`, ...more };
};
const task = (project: string, targets: string[]): EngineTask<PlanOptions> => ({
  id: `${project}:build-fix`,
  project,
  root: project,
  target: 'build-fix',
  options: { targets },
  nestedRoots: [],
});

beforeAll(() => {
  vi.stubEnv('NX_CACHE_DIRECTORY', '.nx/cache');
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', '.nx/data');
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-collect-tasks-'));
  symlinkSync(path.join(repository, 'node_modules'), path.join(workspaceRoot, 'node_modules'), 'junction');
  write('nx.json', '{ "analytics": false }');
  write('package.json', '{ "name": "w", "private": true }');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(workspaceRoot, { recursive: true, force: true });
});

it('runs the targets of several projects at once, and gives each what it would get alone', async () => {
  const targets = {
    app: { build: { command: 'node --version', dependsOn: ['^build'] }, lint: failing('app', 'lint') },
    lib: { build: failing('lib', 'build'), lint: failing('lib', 'lint') },
  };
  for (const [name, own] of Object.entries(targets)) {
    const implicitDependencies = name === 'app' ? ['lib'] : [];
    write(`${name}/project.json`, JSON.stringify({ name, targets: own, implicitDependencies }));
    write(`${name}/a.ts`, '\n');
  }
  const workspace = {
    projects: [],
    targets: targets as Record<string, Record<string, { dependsOn?: string[] }>>,
    dependencies: { app: ['lib'], lib: [] },
  };
  const roots = new Map(Object.keys(targets).map((name) => [name, name]));
  const files = createSourceFiles(workspaceRoot);
  const reading = { workspaceRoot, files, formats: await loadFormats(), roots };
  const context = { workspaceRoot, signal: new AbortController().signal, verbose: false, progress: vi.fn() };
  const tasks = [task('app', ['build', 'lint']), task('lib', ['build', 'lint'])];
  const found: Record<string, unknown> = {};
  for await (const [{ project }, { sources, skipped, entries }] of collectTasks(tasks, workspace, reading, context)) {
    const said = entries.map(({ diagnostic: { message, location } }) => `${location?.file} ${message}`);
    found[project] = [sources, skipped, said];
  }
  expect(context.progress).toHaveBeenCalledTimes(1);
  expect(found).toEqual({
    app: [['app:lint', 'lib:build'], ['app:build'], ['app/a.ts lint', 'lib/a.ts build']],
    lib: [['lib:build', 'lib:lint'], [], ['lib/a.ts build', 'lib/a.ts lint']],
  });
}, 30_000);
