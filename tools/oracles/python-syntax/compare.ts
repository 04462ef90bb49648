/**
 * Holds the check `syntax` against CPython's `compile()`.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/python-syntax/compare.ts FOLDER [PYTHON=VERSION…]
 *
 * FOLDER holds Python files, for example `crates/ruff_python_parser/resources` of a clone of astral-sh/ruff. Each PYTHON is
 * an interpreter with the version that it is, such as `python3.13=3.13`; the first is the default. A file that starts with
 * ruff's `# parse_options: {"target-version": "3.8"}` is judged for that Python where it was given, else for the default.
 * A verdict agrees when both accept the file or both reject it. Set SYNTAX_ENGINE=native to judge the native ruff on PATH.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePython } from '@hone/core';
import type { ProjectContext, SourceFile } from '../../../packages/python-validate/src/engine/check.js';
import { checkSyntax } from '../../../packages/python-validate/src/engine/checks/syntax/index.js';

const [folderArgument = '.', ...interpreters] = process.argv.slice(2);
const folder = resolve(folderArgument);
const pythons = new Map(interpreters.map((argument) => argument.split('=').reverse() as [string, string]));
const [defaultVersion = '3.13'] = pythons.keys();

function* walk(at: string): Generator<string> {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const path = join(at, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.name.endsWith('.py')) yield path;
  }
}

function targetOf(path: string): string {
  const first = readFileSync(path, 'utf8').split('\n', 1)[0] ?? '';
  const wanted = /"target-version":\s*"(3\.\d+)"/.exec(first)?.[1];
  return wanted !== undefined && pythons.has(wanted) && process.env.SYNTAX_IGNORE_PRAGMA === undefined
    ? wanted
    : defaultVersion;
}

function askPython(version: string, paths: readonly string[]): (string | null)[] {
  const script = fileURLToPath(new URL('compile.py', import.meta.url));
  const result = spawnSync(pythons.get(version) ?? 'python3', [script], { input: paths.join('\n'), encoding: 'utf8' });
  return result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string | null);
}

function toSource(path: string): SourceFile {
  const bytes = () => readFileSync(path);
  const text = () => {
    const decoded = decodePython(bytes());
    return 'text' in decoded ? decoded.text : undefined;
  };
  return { file: relative(folder, path).split(sep).join('/'), path, size: statSync(path).size, bytes, text };
}

async function askHone(version: string, paths: readonly string[]): Promise<string[][]> {
  const project: ProjectContext = {
    root: '.',
    workspaceRoot: folder,
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
    files: paths.map(toSource),
    pythonVersion: { major: 3, minor: Number(version.slice(2)) },
    workspaceModules: {},
    options: { engine: process.env.SYNTAX_ENGINE === 'native' ? 'native' : 'embedded', typeChecker: 'auto' },
  };
  const results = await checkSyntax([project], new AbortController().signal);
  const diagnostics = results.get(project)?.diagnostics ?? [];
  return project.files.map(({ file }) =>
    diagnostics
      .filter(({ location }) => location?.file === file)
      .map(({ ruleId, message, location }) => `${location?.region?.start.line} ${ruleId} ${message}`),
  );
}

const byVersion = new Map<string, string[]>();
for (const path of [...walk(folder)].sort()) {
  const version = targetOf(path);
  byVersion.set(version, [...(byVersion.get(version) ?? []), path]);
}
let [agreed, total, missed, falseAlarms] = [0, 0, 0, 0];
for (const [version, paths] of byVersion) {
  const theirs = askPython(version, paths);
  const ours = await askHone(version, paths);
  paths.forEach((path, index) => {
    total++;
    const error = theirs[index];
    const found = ours[index] ?? [];
    if ((error !== null) === found.length > 0) {
      agreed++;
      return;
    }
    if (found.length > 0) falseAlarms++;
    else missed++;
    console.log(
      `${found.length > 0 ? 'FALSE ALARM' : 'MISSED'} ${version} ${relative(folder, path)}: ${error ?? found[0]}`,
    );
  });
}
console.log(`${agreed} of ${total} agree with compile(); ${missed} missed, ${falseAlarms} false alarms`);
