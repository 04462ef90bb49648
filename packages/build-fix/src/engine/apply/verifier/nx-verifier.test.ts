import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTargets } from '../../collect/index.js';
import { createNxVerifier } from './nx-verifier.js';
import { createSteadyVerifier } from './steady.js';

// Processes are real; what stands in for Nx does at each call what the next line of a file says.
const NX = `
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const [what, ...rest] = fs.readFileSync('plan.txt', 'utf8').trim().split('\\n');
fs.writeFileSync('plan.txt', rest.join('\\n'));
if (what === 'hang') {
  const tool = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  fs.appendFileSync('tools.txt', tool.pid + '\\n');
  process.on('SIGTERM', () => undefined);
} else if (what === 'crash') {
  console.error('Error: Segmentation fault');
  process.exit(139);
} else if (what === 'fail') {
  console.log('> nx run app:lint\\n\\na.ts(1,5): error TS2322: no\\n\\nFailed tasks:\\n\\n- app:lint\\n');
  process.exit(1);
}
`;

/** Within this time processes have surely started, on a busy machine too. */
const TIMEOUT_MS = 4000;

let workspace = '';
beforeEach(() => {
  workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-verifier-')));
  const nx = path.join(workspace, 'node_modules/nx');
  fs.mkdirSync(nx, { recursive: true });
  fs.writeFileSync(path.join(nx, 'package.json'), '{ "bin": { "nx": "nx.cjs" } }');
  fs.writeFileSync(path.join(nx, 'nx.cjs'), NX);
  fs.writeFileSync(path.join(workspace, 'a.ts'), '');
});
afterEach(() => fs.rmSync(workspace, { recursive: true, force: true }));

const { signal } = new AbortController();
function steady(...steps: string[]) {
  fs.writeFileSync(path.join(workspace, 'plan.txt'), steps.join('\n'));
  const env = { ...process.env, NX_CACHE_DIRECTORY: path.join(workspace, 'cache') };
  const place = { copy: { workspace, env }, project: 'app', root: '.', roots: new Map<string, string>() };
  const verifier = createNxVerifier({ ...place, targets: ['lint'] });
  return createSteadyVerifier(verifier, { timeoutMs: TIMEOUT_MS, signal, backOff: () => 1 });
}

it('runs a tool that hangs or crashes again', async () => {
  const verifier = steady('hang', 'crash', 'fail');
  const end = await verifier.check();
  expect(end).toMatchObject({ kind: 'run', run: { failed: ['app:lint'] } });
  expect(verifier.runs).toBe(3);
  await expectToolsGone(1);
});

it('gives a tool up that hangs again and again, and leaves none of its processes', async () => {
  const verifier = steady(...Array<string>(9).fill('hang'));
  const ends = [await verifier.check(), await verifier.check(), await verifier.check()];
  expect(ends.map(({ kind }) => kind)).toEqual(['hung', 'hung', 'given-up']);
  expect(verifier.runs).toBe(4);
  await expectToolsGone(4);
});

it('ends the targets that a plan is made of, too, and says which', async () => {
  fs.writeFileSync(path.join(workspace, 'plan.txt'), 'hang');
  const request = {
    workspaceRoot: workspace,
    projects: ['app'],
    targets: ['lint', 'test'],
    timeoutMs: TIMEOUT_MS,
    signal,
  };
  await expect(runTargets(request)).rejects.toThrow('lint, test did not end within 4 s, and were ended.');
  await expectToolsGone(1);
});

async function expectToolsGone(count: number): Promise<void> {
  const pids = fs.readFileSync(path.join(workspace, 'tools.txt'), 'utf8').trim().split('\n').map(Number);
  expect(pids).toHaveLength(count);
  for (let tries = 0; pids.some(isAlive) && tries < 100; tries++) await wait(50);
  expect(pids.filter(isAlive)).toEqual([]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
