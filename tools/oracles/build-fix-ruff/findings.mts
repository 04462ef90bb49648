import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLogText } from '../../../packages/build-fix/src/engine/read/index.js';
import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** Runs ruff. Its exit code 1 says that it found something; more is a failure. */
export function runRuff(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.env['RUFF'] ?? 'ruff', [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || code === 1) resolve(Buffer.concat(stdout).toString());
      else reject(new Error(`ruff ${args.join(' ')}: ${Buffer.concat(stderr).toString().slice(0, 2000)}`));
    });
  });
}

/**
 * What ruff finds below a folder, as entries of a log. Fixes that it is told to apply count as safe, as with
 * `--unsafe-fixes`: the order in which a plan prefers the trusted ones is another matter.
 */
export async function findAll(root: string, args: readonly string[]): Promise<LogEntry[]> {
  const output = await runRuff(['check', ...args, '--no-cache', '--no-fix', '--output-format', 'json'], root);
  const entries = readLogText(output, { workspaceRoot: root, sources: (file) => readText(join(root, file)) });
  if (args.includes('--unsafe-fixes')) {
    for (const fix of entries.flatMap(({ diagnostic }) => diagnostic.fixes ?? [])) {
      if (fix.applicability === 'unsafe') fix.applicability = 'safe';
    }
  }
  return entries;
}

/** The text of a file; `undefined` when it is no UTF-8. */
export function readText(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    return undefined;
  }
}
