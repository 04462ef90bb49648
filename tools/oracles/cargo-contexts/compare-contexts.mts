/**
 * Development check: Cargo's part of build contexts against cargo itself.
 *
 *   npx tsx --conditions=@hone/source tools/oracles/cargo-contexts/compare-contexts.mts [--max N] FOLDER...
 *
 * Each folder is the root of a Cargo workspace with a `Cargo.lock`. For each member a context is written and must pass:
 * `cargo metadata --locked` accepts it; cargo, left free to write, leaves every byte of the lock; and `cargo tree` shows
 * for the crate the packages and features that it shows in the whole workspace. Downloads what the locks name.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CargoCrate, readCargoProjects } from '@hone/core/cargo';
import { createWalker } from '@hone/core/files';
import { cargoPart } from '../../../packages/docker-multistage/src/engine/context/cargo-part.ts';
import { createShared } from '../../../packages/docker-multistage/src/engine/context/shared.ts';
import type { ContextPart } from '../../../packages/docker-multistage/src/engine/context/types.ts';

const args = process.argv.slice(2);
const max = args[0] === '--max' ? Number(args.splice(0, 2)[1]) : Infinity;
let failed = false;
for (const folder of args) await checkWorkspace(path.resolve(folder));
if (failed) process.exitCode = 1;

async function checkWorkspace(root: string): Promise<void> {
  const whole = await cargo(root, ['metadata', '--locked', '--format-version=1']);
  if (whole.failure) return console.log(`${path.basename(root)}: cargo refuses it: ${whole.failure}`);
  const walker = createWalker(root);
  const projects = readCargoProjects(root, walker.listFiles('.', { filter: (name) => name === 'Cargo.toml' }));
  const members = new Set(projects.workspaces.find((workspace) => workspace.root === '.')?.members);
  const crates = projects.crates.filter((crate) => members.has(crate.root));
  const shared = createShared();
  const step = Math.max(1, crates.length / max);
  const picked = crates.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  let good = 0;
  const millis: number[] = [];
  for (const crate of picked) {
    const start = performance.now();
    const request = {
      workspaceRoot: root,
      project: { name: crate.package.name, root: crate.root },
      closure: [],
      shared,
    };
    const answer = await cargoPart(request);
    millis.push(performance.now() - start);
    if (!answer) continue;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hone-context-'));
    try {
      writeContext(root, crate, answer, folder, walker.listFiles(crate.root, { nestedRoots: nestedIn(crate, crates) }));
      const problem = await checkContext(root, crate, folder);
      const said = answer.diagnostics.filter(({ level }) => level !== 'note').map(({ message }) => message);
      if (problem || said.length > 0) console.log(`  ${crate.root}: ${problem ?? 'passes'} ${said.join(' ')}`);
      if (problem) failed = true;
      else good++;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const time = millis.sort((a, b) => a - b)[Math.floor(millis.length / 2)]?.toFixed(0);
  console.log(`${path.basename(root)}: ${good} of ${picked.length} contexts pass, ${time} ms each (median)`);
}

function nestedIn({ root }: CargoCrate, crates: readonly CargoCrate[]): string[] {
  return crates
    .map((crate) => crate.root)
    .filter((other) => other !== root && (root === '.' || other.startsWith(`${root}/`)));
}

function writeContext(
  root: string,
  crate: CargoCrate,
  part: ContextPart,
  folder: string,
  files: readonly string[],
): void {
  for (const file of files) copy(path.join(root, file), path.join(folder, file));
  // A lock or a root manifest that is not part of the context must not be there by the root project's files.
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

async function checkContext(root: string, crate: CargoCrate, folder: string): Promise<string | undefined> {
  const lockFile = path.join(folder, 'Cargo.lock');
  if (!existsSync(lockFile)) return 'has no lock';
  const before = readFileSync(lockFile, 'utf8');
  const locked = await cargo(folder, ['metadata', '--locked', '--format-version=1']);
  if (locked.failure) return `cargo refuses the lock: ${locked.failure}${await difference(folder, lockFile, before)}`;
  const free = await cargo(folder, ['metadata', '--offline', '--format-version=1']);
  if (free.failure) return `cargo fails: ${free.failure}`;
  if (readFileSync(lockFile, 'utf8') !== before) return 'cargo writes another lock';
  const [theirs, ours] = await Promise.all([tree(root, crate), tree(folder, crate)]);
  return theirs === ours ? undefined : `cargo tree differs:\n${firstDifference(theirs, ours)}`;
}

async function difference(folder: string, lockFile: string, before: string): Promise<string> {
  await cargo(folder, ['metadata', '--offline', '--format-version=1']);
  return `\n${firstDifference(before, readFileSync(lockFile, 'utf8'))}`;
}

function firstDifference(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  return `    ${left.slice(Math.max(0, at - 3), at + 2).join(' | ')}\n    ${right.slice(Math.max(0, at - 3), at + 2).join(' | ')}`;
}

async function tree(root: string, { package: { name } }: CargoCrate): Promise<string> {
  const args = ['tree', '--locked', '--offline', '-p', name, '-e', 'all', '--prefix', 'depth', '-f', '{p} {f}'];
  const { stdout, failure } = await cargo(root, [...args, '--target', 'all']);
  return (failure ?? stdout)
    .replaceAll(root, '')
    .replace(/file:\/\/\S*/g, '')
    .replace(/ \(\*\)/g, '');
}

async function cargo(cwd: string, args: string[]): Promise<{ stdout: string; failure?: string }> {
  const { status, stdout, stderr } = await capture(cwd, args);
  return status === 0
    ? { stdout }
    : {
        stdout,
        failure: stderr
          .split('\n')
          .filter((line) => /error|help|Caused|^ /.test(line))
          .slice(0, 4)
          .join(' '),
      };
}

async function capture(cwd: string, args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = spawn('cargo', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
  });
}
