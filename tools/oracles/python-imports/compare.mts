/**
 * Compares `scanPythonImports` with CPython's `ast`.
 *
 *     npx tsx compare.mts PYTHON... [-- FOLDER...]
 *
 * Every interpreter parses its own standard library and site-packages; the last one parses the folders too.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decodePython, scanPythonImports, type PythonImport } from '../../../packages/core/src/python/index.js';

type Row = [line: number, column: number, module: string, level: number, names: string[], flags: number];

const dumper = fileURLToPath(new URL('dump_imports.py', import.meta.url));
const separator = process.argv.indexOf('--');
const pythons = process.argv.slice(2, separator < 0 ? undefined : separator);
const folders = separator < 0 ? [] : process.argv.slice(separator + 1);
const totals = { files: 0, imports: 0, skipped: 0, mismatches: 0, milliseconds: 0, bytes: 0 };

for (const [index, python] of pythons.entries()) {
  await compare(python, []);
  if (index === pythons.length - 1 && folders.length > 0) await compare(python, folders);
}
console.log(
  `${totals.files} files, ${(totals.bytes / 1e6).toFixed(0)} MB, ${totals.imports} imports compared, ` +
    `${totals.skipped} not parsed by ast, ${totals.mismatches} mismatches, scan ${totals.milliseconds.toFixed(0)} ms`,
);
process.exitCode = totals.mismatches > 0 || totals.files === 0 ? 1 : 0;

async function compare(python: string, roots: string[]): Promise<void> {
  const child = spawn(python, ['-X', 'utf8', dumper, ...roots], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) compareFile(JSON.parse(line));
}

function compareFile(expected: { file: string; imports?: Row[]; error?: string }): void {
  const bytes = readFileSync(expected.file);
  const decoded = decodePython(bytes);
  if (!expected.imports) {
    totals.skipped += 1;
    // Must not throw on anything.
    if ('text' in decoded) scanPythonImports(decoded.text);
    return;
  }
  totals.files += 1;
  totals.bytes += bytes.length;
  if (!('text' in decoded)) {
    totals.mismatches += 1;
    console.log(`${expected.file}: ast reads it, decodePython says: ${decoded.error}`);
    return;
  }
  const start = performance.now();
  const imports = scanPythonImports(decoded.text);
  totals.milliseconds += performance.now() - start;
  totals.imports += imports.length;
  const actual = imports.map(toRow).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const wanted = expected.imports.map((row) => JSON.stringify(row));
  const got = actual.map((row) => JSON.stringify(row));
  const missing = wanted.filter((row) => !got.includes(row));
  const extra = got.filter((row) => !wanted.includes(row));
  if (missing.length === 0 && extra.length === 0 && wanted.length === got.length) return;
  totals.mismatches += 1;
  if (totals.mismatches <= 40) {
    console.log(
      `${expected.file}\n  missing ${missing.slice(0, 3).join(' ')}\n  extra   ${extra.slice(0, 3).join(' ')}`,
    );
  }
}

function toRow(found: PythonImport): Row {
  const flags =
    (found.typeChecking ? 1 : 0) |
    (found.optional ? 2 : 0) |
    (found.guarded ? 4 : 0) |
    (found.inFunction ? 8 : 0) |
    (found.dynamic ? 16 : 0);
  return [found.line, found.column, found.module, found.level, found.names, flags];
}
