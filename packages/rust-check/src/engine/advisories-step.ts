import fs from 'node:fs';
import path from 'node:path';
import { type Diagnostic, errorMessage } from '@hone/core/diagnostics';
import { type CargoLockSlice, createCargoSlicer, parseCargoLockSlice, readCargoLock } from '@hone/core/cargo';
import { findTool } from '@hone/core/process';
import { type AdvisoryCrate, checkAdvisories } from './advisories/index.js';
import { cargoEnvironment } from './cargo/environment.js';
import type { CheckedCrate } from './crate.js';
import type { Partition } from './partition.js';
import { checkFailed, finding, toolMissing } from './rules/index.js';

/** The steps that ask advisory databases. */
const steps = ['deny', 'audit'] as const;

/** Runs cargo-deny and cargo-audit for the crates that have the step. Never throws. */
export async function checkPartitionAdvisories(partition: Partition): Promise<Map<CheckedCrate, Diagnostic[]>> {
  const found = new Map<CheckedCrate, Diagnostic[]>();
  const add = (crate: CheckedCrate, diagnostics: readonly Diagnostic[]): void => {
    found.set(crate, [...(found.get(crate) ?? []), ...diagnostics]);
  };
  for (const step of steps) {
    const wanted = partition.crates.filter(({ task }) => task.options.steps?.includes(step));
    if (wanted.length === 0) continue;
    const isInstalled = findTool(`cargo-${step}`, { workspaceRoot: partition.workspaceRoot }) !== undefined;
    for (const [crate, diagnostics] of !isInstalled
      ? wanted.map((crate) => [crate, [missing(crate, step)]] as const)
      : await runTool(step, wanted, partition)) {
      add(crate, diagnostics);
    }
  }
  return found;
}

async function runTool(
  step: (typeof steps)[number],
  crates: readonly CheckedCrate[],
  { workspaceRoot, toolchain, sources, signal, flags }: Partition,
): Promise<(readonly [CheckedCrate, readonly Diagnostic[]])[]> {
  try {
    const found = await checkAdvisories(toAdvisoryCrates(crates, workspaceRoot), {
      workspaceRoot,
      tool: step,
      command: { program: toolchain.cargo.program, args: [...toolchain.cargo.args, step] },
      offline: flags.offline,
      sources,
      env: cargoEnvironment(),
      signal,
    });
    return crates.map((crate) => [crate, found.get(crate.crate.root) ?? []]);
  } catch (error) {
    const message = `The step \`${step}\` could not finish: ${errorMessage(error)}`;
    return crates.map((crate) => [crate, [finding(checkFailed, { message, location: { file: crate.crate.file } })]]);
  }
}

function toAdvisoryCrates(crates: readonly CheckedCrate[], workspaceRoot: string): AdvisoryCrate[] {
  const [{ workspace, projects }] = crates as [CheckedCrate];
  const lock = readCargoLock(workspaceRoot, workspace.root);
  const slicer = lock && createCargoSlicer(lock, projects);
  return crates.map(({ task, crate }) => {
    const slice = givenSlice(task.options.lockSlice, workspaceRoot) ?? slicer?.slice(crate.root);
    return {
      root: crate.root,
      file: crate.file,
      name: crate.package.name,
      ...(crate.package.version !== undefined && { version: crate.package.version }),
      cargoRoot: workspace.root,
      ...(workspace.lock !== undefined && { lock: workspace.lock }),
      dependencies: crate.dependencies.map(({ name, line }) => ({ name, ...(line !== undefined && { line }) })),
      closure: slice?.packages ?? [],
    };
  });
}

/** The slice of the target `lock-slice`, where the graph plugin set it. */
function givenSlice(file: string | undefined, workspaceRoot: string): CargoLockSlice | undefined {
  return file === undefined ? undefined : parseCargoLockSlice(fs.readFileSync(path.join(workspaceRoot, file), 'utf8'));
}

function missing({ crate }: CheckedCrate, step: string): Diagnostic {
  const message = `\`cargo-${step}\` is not installed, so that the step \`${step}\` was left out.`;
  const hint = `Install it with \`cargo install --locked cargo-${step}\`, or take \`${step}\` out of the option \`steps\`.`;
  return finding(toolMissing, { message, hint, location: { file: crate.file } });
}
