import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describeResult, runProcess } from '@hone/core/process';
import { isObject, parseJsonObject } from '@hone/core/npm';
import type { Walker } from '@hone/core/files';

/** What knip found in one file. */
export interface KnipIssue {
  /** Relative to the folder that it ran in. */
  file: string;
  /** Declared names that nothing uses, of any table. */
  unused: string[];
  /** Imported names that are not declared. */
  unlisted: { name: string; line?: number }[];
}

/** Its findings, or why there are none. */
export type KnipResult = { issues: KnipIssue[] } | { problem: string };

/** One run for all projects of a package manager's workspace, as long as the walker's view of the files. */
const runs = new WeakMap<Walker, Map<string, Promise<KnipResult>>>();

/**
 * Runs knip in a folder.
 *
 * @param folder absolute path
 */
export function runKnip(folder: string, walker: Walker): Promise<KnipResult> {
  const known = runs.get(walker) ?? new Map<string, Promise<KnipResult>>();
  runs.set(walker, known);
  const found = known.get(folder) ?? run(folder);
  known.set(folder, found);
  return found;
}

const ARGS = [
  '--reporter',
  'json',
  '--include',
  'dependencies,unlisted',
  '--no-exit-code',
  '--no-progress',
  '--no-config-hints',
];

async function run(folder: string): Promise<KnipResult> {
  const program = knipProgram();
  if (program === undefined) return { problem: 'knip is not installed: install the dependencies of @hone/dep-prune' };
  const args = [program, ...ARGS, '--directory', folder];
  const result = await runProcess({ command: process.execPath, args, cwd: folder, timeoutMs: 300_000 });
  const issues = result.kind === 'exited' ? parseKnipReport(result.stdout) : undefined;
  if (issues) return { issues };
  const said =
    'stderr' in result
      ? result.stderr
          .trim()
          .split('\n')
          .find((line) => line.trim() !== '')
      : undefined;
  return {
    problem: `${describeResult('knip', result)}${said === undefined ? '' : `: ${said.slice(0, 200).replaceAll(folder, '.')}`}`,
  };
}

function knipProgram(): string | undefined {
  try {
    // What the package exports is its module; the program lies beside it.
    const main = createRequire(import.meta.url).resolve('knip');
    const program = path.join(path.dirname(main), '..', 'bin', 'knip.js');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Lists of names that nothing uses, by their keys in the report. */
const UNUSED = ['dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * Parses the report of knip's JSON reporter; what is not known in it is passed over.
 *
 * @returns undefined when it is none
 */
export function parseKnipReport(text: string): KnipIssue[] | undefined {
  const start = text.indexOf('{"issues"');
  const { value, problems } = parseJsonObject(text.slice(Math.max(start, 0)), 'knip');
  const { issues } = value;
  if (problems.length > 0 || !Array.isArray(issues)) return undefined;
  return issues.filter(isObject).map((issue) => ({
    file: String(issue['file']).replaceAll('\\', '/'),
    unused: UNUSED.flatMap((key) => named(issue[key]).map(({ name }) => name)),
    unlisted: named(issue['unlisted']),
  }));
}

function named(list: unknown): { name: string; line?: number }[] {
  const entries: unknown[] = Array.isArray(list) ? list : [];
  return entries
    .filter(isObject)
    .flatMap(({ name, line }) =>
      typeof name === 'string' ? [{ name, ...(typeof line === 'number' && { line }) }] : [],
    );
}
