import fs from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { createCrateFinder, type FoundCrate, parseCargoManifest } from '@hone/core/cargo';
import type { EngineTask } from '@hone/core/nx';
import type { CheckOptions } from '../executors/check/schema.js';
import { beforeSeparator, readFlags } from './cargo/flags.js';
import type { CheckedCrate } from './crate.js';
import { argumentReserved, finding, manifestInvalid } from './rules/index.js';

/** A task's crate, or why there is none. */
export type ResolvedTask = CheckedCrate | { task: EngineTask<CheckOptions>; problem: Diagnostic };

/** Finds the crate of each task and its Cargo workspace, each of which is read once. */
export function resolveCrates(tasks: readonly EngineTask<CheckOptions>[], workspaceRoot: string): ResolvedTask[] {
  const find = createCrateFinder(workspaceRoot);
  return tasks.map((task) => {
    const found = find(task.root);
    const problem = found ? argumentProblem(task, found) : manifestProblem(task.root, workspaceRoot);
    if (!found || problem) return { task, problem: problem! };
    return { task, ...found, flags: readFlags(task.options) };
  });
}

function manifestProblem(root: string, workspaceRoot: string): Diagnostic {
  const file = path.posix.join(root, 'Cargo.toml');
  const text = readText(path.join(workspaceRoot, file));
  if (text === undefined) {
    return finding(manifestInvalid, { message: `There is no \`${file}\`.`, location: { file } });
  }
  const [problem] = parseCargoManifest(text, file).problems;
  if (!problem) {
    return finding(manifestInvalid, { message: 'The manifest has no table `[package]`.', location: { file } });
  }
  const at = problem.line === undefined ? undefined : { line: problem.line, column: problem.column ?? 1 };
  return finding(manifestInvalid, {
    message: problem.message,
    ...(problem.hint !== undefined && { hint: problem.hint }),
    location: { file: problem.file, ...(at && { region: { start: at, end: at } }) },
  });
}

/** Arguments that the engine or another option decides on, with what to use instead. */
const reserved: readonly [RegExp, string][] = [
  [
    /^(-p|--package|--workspace|--all|--exclude|--manifest-path)(=|$)/,
    'Which crate is checked is the task’s business.',
  ],
  [/^(-F|--features)/, 'Use the option `features`.'],
  [/^--all-features$/, 'Use the option `allFeatures`.'],
  [/^--no-default-features$/, 'Use the option `noDefaultFeatures`.'],
  [/^--target(=|$)/, 'Use the option `targetTriple`.'],
  [/^--profile(=|$)/, 'Use the option `profile`.'],
  [/^\+/, 'Use the option `toolchain`.'],
  [
    /^(--message-format|-q|--quiet|-h|--help|-V|--version|--fix|--no-deps|--build-plan|--unit-graph)(=|$)/,
    'The answer could not be read.',
  ],
];

function argumentProblem({ options }: EngineTask<CheckOptions>, { crate }: FoundCrate): Diagnostic | undefined {
  for (const argument of beforeSeparator(options.args ?? [])) {
    const hint = reserved.find(([pattern]) => pattern.test(argument))?.[1];
    if (hint === undefined) continue;
    const message = `The option \`args\` has \`${argument}\`, which is not its to decide.`;
    return finding(argumentReserved, { message, hint, location: { file: crate.file } });
  }
  return undefined;
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
