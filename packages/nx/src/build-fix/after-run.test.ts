import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PostTasksExecutionContext } from '@nx/devkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isWanted } from './after-run.js';
import { reportRun } from './report-run.js';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'hone-after-run-')));
  for (const name of ['HONE_BUILD_FIX_RUNS', 'NX_DAEMON_PROCESS']) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

/** A build-fix that writes what it is given, and says what it is told to. */
function install(body = "return 'the line'"): void {
  const exports = { './failures': './failures.mjs', './package.json': './package.json' };
  write('node_modules/@hone/build-fix/package.json', JSON.stringify({ version: '1.0.0', exports }));
  write(
    'node_modules/@hone/build-fix/failures.mjs',
    `import { writeFileSync } from 'node:fs';
     export async function keepFailures(run) {
       writeFileSync(${JSON.stringify(path.join(root, 'given.json'))}, JSON.stringify(run));
       ${body};
     }`,
  );
}

const wanted = { buildFix: { keepFailures: true } };

function contextOf(statuses: Record<string, string>): PostTasksExecutionContext {
  const results = Object.entries(statuses).map(([id, status]) => {
    const [project, target] = id.split(':');
    const task = { id, target: { project, target }, projectRoot: `libs/${project}`, overrides: {}, outputs: [] };
    return [id, { task, status, terminalOutput: `out of ${id}`, code: 1 }];
  });
  const taskResults = Object.fromEntries(results) as PostTasksExecutionContext['taskResults'];
  return { workspaceRoot: root, taskResults, startTime: 5, endTime: 9, argv: [], id: '1', nxJsonConfiguration: {} };
}

it.each([
  ['{ "plugins": ["@hone/nx"] }', false],
  ['{ "plugins": [{ "plugin": "@hone/nx", "options": { "buildFix": { "keepFailures": false } } }] }', false],
  ['{ "plugins": [{ "plugin": "@hone/nx", "options": { "buildFix": { "keepFailures" : true } } }] }', true],
])('is there only where nx.json asks for it: %s', (text, there) => {
  write('nx.json', text);
  write('libs/a/package.json', '{}');
  expect(isWanted(path.join(root, 'libs/a'))).toBe(there);
});

it('hands what ended to build-fix, but for what build-fix itself ran, and prints its line', async () => {
  install();
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await reportRun(wanted, contextOf({ 'a:lint': 'failure', 'a:build-fix': 'failure', 'b:lint': 'local-cache' }));
  expect(JSON.parse(readFileSync(path.join(root, 'given.json'), 'utf8'))).toEqual({
    workspaceRoot: root,
    startedAt: 5,
    planTarget: 'build-fix',
    tasks: [
      { id: 'a:lint', project: 'a', target: 'lint', root: 'libs/a', outcome: 'failed', output: 'out of a:lint' },
      { id: 'b:lint', project: 'b', target: 'lint', root: 'libs/b', outcome: 'passed', output: 'out of b:lint' },
    ],
  });
  expect(print.mock.calls).toEqual([['the line']]);
});

it('reaches the terminal from the daemon as an error, without a trace, and only where the run failed', async () => {
  install();
  vi.stubEnv('NX_DAEMON_PROCESS', 'true');
  const error = await reportRun(wanted, contextOf({ 'a:lint': 'failure' })).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'the line', stack: '' });
  await reportRun(wanted, contextOf({ 'a:lint': 'success' }));
});

it('does not get into the way where build-fix is missing, is broken, or runs itself', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await reportRun(wanted, contextOf({ 'a:lint': 'failure' }));
  expect(print).not.toHaveBeenCalled();
  install("throw new Error('disk full')");
  await reportRun(wanted, contextOf({ 'a:lint': 'success' }));
  expect(print).not.toHaveBeenCalled();
  await reportRun(wanted, contextOf({ 'a:lint': 'failure' }));
  expect(print.mock.calls).toEqual([['build-fix could not keep what failed: disk full']]);
  vi.stubEnv('HONE_BUILD_FIX_RUNS', 'true');
  await reportRun(wanted, contextOf({ 'a:lint': 'failure' }));
  expect(print).toHaveBeenCalledTimes(1);
});
