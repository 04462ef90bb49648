/**
 * Compares the embedded engine of python-validate with a native ruff of the same version, file by file.
 *
 *     RUFF_BIN=<folder with ruff> npx tsx --conditions=@hone/source tools/oracles/ruff-parity/compare.ts FOLDER…
 *
 * Each FOLDER is taken as a workspace with one project, with whatever ruff configuration it brings. Compared are code,
 * region, message and the fix's edits; the fix's applicability is counted apart. Prints what differs, by code.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, decodePython, lowestPython } from '@hone/core';
import type { ProjectContext, SourceFile } from '../../../packages/python-validate/src/engine/check.js';
import { syntaxAndLint } from '../../../packages/python-validate/src/engine/ruff/index.js';

const skipped = new Set(['.git', 'node_modules', '__pycache__', '.venv', 'venv']);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* walk(path);
    else if (entry.isFile() && /\.pyi?$/.test(entry.name)) yield path;
  }
}

function source(root: string, path: string): SourceFile {
  const bytes = () => readFileSync(path);
  const text = () => {
    const decoded = decodePython(bytes());
    return 'text' in decoded ? decoded.text : undefined;
  };
  return { file: relative(root, path).split(sep).join('/'), path, size: statSync(path).size, bytes, text };
}

function project(root: string, engine: 'native' | 'embedded'): ProjectContext {
  let requires: string | undefined;
  try {
    requires = /requires-python\s*=\s*["'](.*?)["']/.exec(readFileSync(join(root, 'pyproject.toml'), 'utf8'))?.[1];
  } catch {
    // No manifest: ruff's default.
  }
  return {
    root: '.',
    workspaceRoot: root,
    manifest: {
      root: '.',
      dependencies: [],
      extras: [],
      groups: [],
      entryPoints: [],
      manager: 'pip',
      manifests: [],
      problems: [],
    },
    files: [...walk(root)].map((path) => source(root, path)),
    pythonVersion: { major: 3, minor: lowestPython(requires ?? '') ?? 10 },
    workspaceModules: {},
    options: { engine, typeChecker: 'auto' },
  };
}

const kinds = process.env.PARITY_PYI ? /\.pyi$/ : /\.py$/;
const keyOf = ({ ruleId, message, location, fixes }: Diagnostic) =>
  JSON.stringify([
    location?.file,
    ruleId,
    location?.region,
    process.env.PARITY_LOOSE ? '' : message,
    fixes?.[0]?.edits.map(({ region, newText }) => [region, newText]),
  ]);
const shortKey = ({ ruleId, location }: Diagnostic) =>
  `${location?.file}:${location?.region?.start.line}:${location?.region?.start.column} ${ruleId}`;

process.env.PATH = `${process.env.RUFF_BIN}:${process.env.PATH}`;
const safety = new Map<string, Record<string, number>>();
for (const folder of process.argv.slice(2).map((path) => resolve(path))) {
  const [native, embedded] = await Promise.all(
    (['native', 'embedded'] as const).map(async (engine) => {
      const one = project(folder, engine);
      const started = performance.now();
      const result = await syntaxAndLint([one], { syntax: true, lint: true }, new AbortController().signal);
      const took = Math.round(performance.now() - started);
      const diagnostics = [
        ...(result.lint?.get(one)?.diagnostics ?? []),
        ...(result.syntax?.get(one)?.diagnostics ?? []),
      ];
      return {
        took,
        files: one.files.length,
        notes: result.lint?.get(one)?.notes,
        diagnostics: diagnostics.filter(
          ({ location }) => kinds.test(location?.file ?? '') || !location?.file.includes('.py'),
        ),
      };
    }),
  );
  if (!native || !embedded) continue;
  const a = new Map(native.diagnostics.map((one) => [keyOf(one), one]));
  const b = new Map(embedded.diagnostics.map((one) => [keyOf(one), one]));
  const missing = [...a].filter(([key]) => !b.has(key)).map(([, one]) => one);
  const extra = [...b].filter(([key]) => !a.has(key)).map(([, one]) => one);
  const count = (list: Diagnostic[]) => {
    const counts = new Map<string, number>();
    for (const { ruleId } of list) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
    return [...counts].map(([code, some]) => `${code} ${some}`).join(', ');
  };
  let applicability = 0;
  for (const [key, one] of a) {
    const theirs = one.fixes?.[0];
    const ours = b.get(key)?.fixes?.[0];
    if (!theirs || !ours) continue;
    if (theirs.applicability !== ours.applicability) applicability++;
    const removesComment = theirs.edits.some(({ region, file }) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/\r\n|\r|\n/)
        .slice(region.start.line - 1, region.end.line)
        .some((line) => line.includes('#')),
    )
      ? '#'
      : '';
    const counts = safety.get(one.ruleId) ?? {};
    const name = `${theirs.applicability}${process.env.PARITY_SAFETY === 'comments' ? removesComment : ''}/${ours.applicability}`;
    counts[name] = (counts[name] ?? 0) + 1;
    safety.set(one.ruleId, counts);
  }
  const same = a.size - missing.length;
  console.log(
    `${folder.split(sep).at(-1)}: ${native.files} files, ${a.size} findings native, ${same} the same, ${missing.length} only native, ${extra.length} only embedded, ${applicability} fixes differ in applicability`,
  );
  if (missing.length)
    console.log(
      `  only native: ${count(missing)}\n    ${missing
        .slice(0, 4)
        .map((one) => `${shortKey(one)} ${one.message}`)
        .join('\n    ')}`,
    );
  if (extra.length)
    console.log(
      `  only embedded: ${count(extra)}\n    ${extra
        .slice(0, 4)
        .map((one) => `${shortKey(one)} ${one.message}`)
        .join('\n    ')}`,
    );
  if (process.env.PARITY_NOTES) console.log('  ', native.notes, embedded.notes);
}
if (process.env.PARITY_SAFETY)
  for (const [code, counts] of [...safety].sort()) console.log(code, JSON.stringify(counts));
