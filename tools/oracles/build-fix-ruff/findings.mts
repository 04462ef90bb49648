import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '@hone/core';
import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';
import {
  createLineIndex,
  parseFindingLine,
  toNativeFinding,
} from '../../../packages/python-validate/src/engine/ruff/native/parse-output.js';

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

/** What ruff finds below a folder, as entries of a log. */
export async function findAll(root: string, args: readonly string[]): Promise<LogEntry[]> {
  const output = await runRuff(['check', ...args, '--no-cache', '--no-fix', '--output-format', 'json-lines'], root);
  const indexes = new Map<string, ReturnType<typeof createLineIndex>>();
  return output.split('\n').flatMap((line, at) => {
    const native = parseFindingLine(line);
    if (!native) return [];
    const file = native.filename.slice(root.length + 1);
    const index = indexes.get(file) ?? createLineIndex(readFileSync(join(root, file), 'utf8'));
    indexes.set(file, index);
    const { code, message, region, fix } = toNativeFinding(native, index);
    const diagnostic: Diagnostic = {
      tool: 'ruff',
      ruleId: code,
      level: 'error',
      message,
      location: { file, region },
      ...(fix && {
        fixes: [
          {
            description: fix.title,
            applicability: fix.applicability,
            edits: fix.edits.map((edit) => ({ file, ...edit })),
          },
        ],
      }),
    };
    return [{ diagnostic, format: 'ruff-json', logLine: at + 1 }];
  });
}
