import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSarif } from '@hone/core/sarif';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSourceFiles } from '../plan/source-files.js';
import { loadFormats } from '../read/index.js';
import { collectEntries, nestedEnvironment, readLogs, targetsToRun } from './index.js';

const repository = fileURLToPath(new URL('../../../../..', import.meta.url));
let workspaceRoot: string;
const signal = new AbortController().signal;
const write = (file: string, text: string): void => {
  const target = path.join(workspaceRoot, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};
const finding = (message: string) => ({
  tools: [],
  diagnostics: [{ tool: 'ours', ruleId: 'x', level: 'error' as const, message, location: { file: 'app/a.ts' } }],
});

beforeAll(() => {
  workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-collect-'));
  symlinkSync(path.join(repository, 'node_modules'), path.join(workspaceRoot, 'node_modules'), 'junction');
  write('nx.json', '{ "analytics": false }');
  write('package.json', '{ "name": "w", "private": true }');
  write('app/a.ts', 'export {};\n');
  write('app/report.cjs', `require('fs').cpSync('app/new.sarif', 'dist/hone/app/check.sarif'); process.exit(1);`);
  write('app/typecheck.cjs', `console.log('a.ts(1,5): error TS2322: see ' + process.cwd()); process.exit(1);`);
  write('app/lint.cjs', `console.log('a.ts(1,1): error TS1: but it passes');`);
  write('app/new.sarif', writeSarif(finding('of this run')));
  write('dist/hone/app/check.sarif', writeSarif(finding('of an old run')));
  const targets = {
    typecheck: { command: 'node app/typecheck.cjs' },
    check: { command: 'node app/report.cjs' },
    test: { command: 'node --version', dependsOn: ['typecheck'] },
    lint: { command: 'node app/lint.cjs' },
  };
  write('app/project.json', JSON.stringify({ name: 'app', targets }));
});
afterAll(() => rmSync(workspaceRoot, { recursive: true, force: true }));

it('reads what failed tasks said: reports of the run before text, and nothing of what passed', async () => {
  const env = { ...nestedEnvironment(), NX_CACHE_DIRECTORY: '.nx/cache', NX_WORKSPACE_DATA_DIRECTORY: '.nx/data' };
  const targets = ['typecheck', 'check', 'test', 'lint'];
  const collected = await collectEntries({ workspaceRoot, project: 'app', root: 'app', targets, env, signal });
  expect(collected).toMatchObject({ failed: ['app:check', 'app:typecheck'], skipped: ['app:test'] });
  expect(
    collected.entries.map(({ task, format, diagnostic: { location, message } }) => [
      task,
      format,
      location?.file,
      message,
    ]),
  ).toEqual([
    ['app:check', 'sarif', 'app/a.ts', 'of this run'],
    ['app:typecheck', 'tsc', 'app/a.ts', 'see .'],
  ]);
}, 30_000);

it('says what is wrong when Nx runs nothing', async () => {
  write('nx.json', '{ "plugins": ["./gone.js"] }');
  const request = { workspaceRoot, project: 'app', root: 'app', targets: ['lint'], signal };
  await expect(collectEntries(request)).rejects.toThrow(/^Nx ran no task: .*gone/);
}, 30_000);

it('reads logs and reports of the workspace, and none outside', async () => {
  write('ci.log', `${workspaceRoot}/app/a.ts(1,5): error TS2322: no\n`);
  const files = createSourceFiles(workspaceRoot);
  const reading = { workspaceRoot, files, formats: await loadFormats(), roots: new Map<string, string>() };
  const entries = await readLogs(['ci.log', 'app/new.sarif'], 'app', reading);
  expect(entries.map(({ diagnostic: { ruleId, location } }) => [ruleId, location?.file])).toEqual([
    ['TS2322', 'app/a.ts'],
    ['x', 'app/a.ts'],
  ]);
  await expect(readLogs(['gone.log'], 'app', reading)).rejects.toThrow('The log gone.log can not be read');
  await expect(readLogs(['../x.log'], 'app', reading)).rejects.toThrow('lies outside the workspace');
});

it('looks at the usual targets that there are, and at none that never ends or fixes', () => {
  const targets = { test: {}, serve: { continuous: true }, lint: { executor: '@hone/build-fix:plan' }, e2e: {} };
  expect(targetsToRun(undefined, targets)).toEqual(['test']);
  expect(targetsToRun(['e2e', 'serve', 'lint', 'gone'], targets)).toEqual(['e2e']);
});

it('hands on what the user told Nx, and nothing that Nx told the task', () => {
  const env = nestedEnvironment({
    PATH: '/bin',
    NX_TASK_HASH: '1',
    NX_INVOCATION_ROOT_PID: '1',
    NX_CACHE_DIRECTORY: '/cache',
    GITHUB_ACTIONS: 'true',
    FORCE_COLOR: 'true',
  });
  expect(env).toEqual({
    PATH: '/bin',
    NX_CACHE_DIRECTORY: '/cache',
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    FORCE_COLOR: '0',
    HONE_BUILD_FIX_RUNS: 'true',
  });
});
