/**
 * Development check: Node's part of build contexts against the real package managers.
 *
 *   npx tsx --conditions=@hone/source tools/oracles/node-contexts/compare-contexts.mts [--max N] FOLDER...
 *
 * Each folder is the root of a workspace with a lock. For each of its workspaces a context is written; the package
 * manager, on PATH, must install it frozen, and left free to write, leave every byte of the lock.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findNodeRoot } from '../../../packages/docker-multistage/src/engine/context/node/find-root.ts';
import { nodePart } from '../../../packages/docker-multistage/src/engine/context/node-part.ts';
import { createShared, walkerOf } from '../../../packages/docker-multistage/src/engine/context/shared.ts';
import type { ContextPart } from '../../../packages/docker-multistage/src/engine/context/types.ts';

const FROZEN = {
  npm: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'],
  pnpm: ['pnpm', 'install', '--frozen-lockfile', '--ignore-scripts'],
  yarn: ['yarn', 'install', '--frozen-lockfile', '--ignore-scripts', '--non-interactive'],
  berry: ['yarn', 'install', '--immutable', '--mode=skip-build'],
};
const FREE = {
  npm: ['npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
  pnpm: ['pnpm', 'install', '--lockfile-only', '--ignore-scripts'],
  yarn: ['yarn', 'install', '--ignore-scripts', '--non-interactive'],
  berry: ['yarn', 'install', '--mode=update-lockfile'],
};

const args = process.argv.slice(2);
const max = args[0] === '--max' ? Number(args.splice(0, 2)[1]) : Infinity;
for (const folder of args) await checkWorkspace(path.resolve(folder));

async function checkWorkspace(workspaceRoot: string): Promise<void> {
  const shared = createShared();
  const whole = { workspaceRoot, project: { name: 'root', root: '.' }, closure: [], shared };
  const root = findNodeRoot(whole);
  if (!root) throw new Error(`${workspaceRoot} has no lock`);
  const manager = root.kind === 'yarn' && root.lockText.includes('__metadata:') ? 'berry' : root.kind;
  const folders = [...root.members.keys()];
  const step = Math.max(1, folders.length / max);
  const picked = folders.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  let good = 0;
  const millis: number[] = [];
  for (const member of picked) {
    const start = performance.now();
    const part = await nodePart({ workspaceRoot, project: { name: member, root: member }, closure: [], shared });
    millis.push(performance.now() - start);
    if (!part) throw new Error(`${member} has no part`);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hone-context-'));
    try {
      writeContext(workspaceRoot, part, folder, walkerOf(whole).listFiles(member));
      const problem = await check(folder, root.lockFile, FROZEN[manager], FREE[manager]);
      const said = part.diagnostics.filter(({ ruleId }) => ruleId !== 'docker/context-not-a-dependency');
      if (problem || said.length > 0)
        console.log(
          `  ${member}: ${problem ?? 'passes'}`,
          said.map(({ message }) => message),
        );
      if (problem) process.exitCode = 1;
      else good++;
    } finally {
      if (!process.env['KEEP']) rmSync(folder, { recursive: true, force: true });
    }
  }
  const time = millis.sort((a, b) => a - b)[Math.floor(millis.length / 2)]?.toFixed(0);
  console.log(
    `${path.basename(workspaceRoot)} (${manager}): ${good} of ${picked.length} contexts pass, ${time} ms each (median)`,
  );
}

function writeContext(root: string, part: ContextPart, folder: string, files: readonly string[]): void {
  for (const file of files) copy(path.join(root, file), path.join(folder, file));
  for (const { path: to, source } of part.entries) {
    const target = path.join(folder, to);
    mkdirSync(path.dirname(target), { recursive: true });
    if (source.kind === 'text') writeFileSync(target, source.text);
    else if (source.kind === 'file') copy(path.join(root, source.file), target);
  }
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}

async function check(folder: string, lock: string, frozen: string[], free: string[]): Promise<string | undefined> {
  const file = path.join(folder, lock);
  const before = readFileSync(file, 'utf8');
  const refusal = await run(folder, frozen);
  if (refusal) return `${frozen.join(' ')}: ${refusal}`;
  if (readFileSync(file, 'utf8') !== before)
    return `the frozen install writes another lock: ${difference(before, file)}`;
  rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true });
  const failure = await run(folder, free);
  if (failure) return `${free.join(' ')}: ${failure}`;
  return readFileSync(file, 'utf8') === before ? undefined : `another lock: ${difference(before, file)}`;
}

function difference(before: string, file: string): string {
  const [left, right] = [before.split('\n'), readFileSync(file, 'utf8').split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  return `line ${at}\n    ${left.slice(Math.max(0, at - 4), at + 3).join(' | ')}\n    ${right.slice(Math.max(0, at - 4), at + 3).join(' | ')}`;
}

async function run(cwd: string, [command = '', ...rest]: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, CI: '' };
    const child = spawn(command, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (status) => resolve(status === 0 ? undefined : output.slice(-1200)));
  });
}
