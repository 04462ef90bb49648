// Compares the check `lock` with `uv lock --check`: one workspace, one change at a time, both verdicts.
//
//   python3 -m venv VENV && VENV/bin/pip install uv
//   UV=VENV/bin/uv node --conditions=@hone/source --import tsx tools/oracles/python-metadata/compare-uv-lock.mts
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkLock } from '../../../packages/python-validate/src/engine/checks/lock/index.js';
import { readProject } from '../../../packages/python-validate/src/engine/checks/metadata/fixtures/example-project.js';
import { baseWorkspace, knownGaps, mutations, type Mutation } from './lock-mutations.mjs';

const uv = process.env['UV'] ?? 'uv';
const MEMBERS = ['.', 'libs/a', 'libs/b', 'vend/v'];

function runUv(folder: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(uv, ['lock', ...args], { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  return status === 0;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function mutate(folder: string, { label, file, from, to }: Mutation): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`The change "${label}" finds nothing to change`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

async function ourFindings(folder: string): Promise<string[]> {
  const projects = MEMBERS.map((root) => readProject(folder, root));
  const results = await checkLock(projects, new AbortController().signal);
  return [...results.values()].flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
}

if (spawnSync(uv, ['--version']).error) {
  console.warn('SKIPPED compare-uv-lock: uv is missing: set UV to its path');
  process.exit(0);
}
const home = mkdtempSync(join(tmpdir(), 'hone-uv-lock-'));
try {
  const base = join(home, 'base');
  write(base, baseWorkspace);
  if (!runUv(base)) throw new Error('uv can’t lock the base workspace');
  const counts = { agreed: 0, gaps: 0, wrong: 0 };
  for (const mutation of mutations) {
    const folder = join(home, 'mutated');
    rmSync(folder, { recursive: true, force: true });
    cpSync(base, folder, { recursive: true });
    mutate(folder, mutation);
    const fresh = runUv(folder, '--check');
    const findings = await ourFindings(folder);
    const said = findings.join(' | ') || 'fresh';
    if (process.argv.includes('--verbose')) console.log(`${mutation.label}: ${said}`);
    if (fresh === (findings.length === 0)) counts.agreed++;
    else if (!fresh && mutation.label in knownGaps) counts.gaps++;
    else {
      counts.wrong++;
      console.log(`DIFFERS ${mutation.label}: uv says ${fresh ? 'fresh' : 'outdated'}, we say ${said}`);
    }
  }
  console.log(
    `${mutations.length} changes: ${counts.agreed} verdicts agree with uv lock --check, ${counts.gaps} known gaps, ${counts.wrong} wrong`,
  );
  if (counts.wrong > 0) process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
