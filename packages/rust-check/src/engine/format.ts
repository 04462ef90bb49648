import path from 'node:path';
import { type Diagnostic, errorMessage } from '@hone/core/diagnostics';
import { cargoEnvironment } from './cargo/environment.js';
import { defaultSteps } from './cargo/flags.js';
import type { CheckedCrate } from './crate.js';
import { type FormatCrate, formatFindings } from './fmt/index.js';
import { groupBy } from './partition.js';
import type { RunContext } from './read-partition.js';
import { checkFailed, componentMissing, finding } from './rules/index.js';
import { findToolchain } from './toolchain/find-toolchain.js';

/** The findings of the step `fmt` by crate; a crate that does not have the step has no entry. */
export type FormatResults = ReadonlyMap<CheckedCrate, readonly Diagnostic[]>;

/** Runs rustfmt over all crates that have the step, whatever their other flags. Never throws. */
export async function checkFormat(crates: readonly CheckedCrate[], run: RunContext): Promise<FormatResults> {
  const wanted = crates.filter(({ task }) => (task.options.steps ?? defaultSteps).includes('fmt'));
  const byToolchain = groupBy(wanted, ({ flags }) => flags.toolchain ?? '');
  const results = await Promise.all(
    byToolchain.map(async (group) => {
      try {
        return await formatGroup(group, run);
      } catch (error) {
        const message = `The step \`fmt\` could not finish: ${errorMessage(error)}`;
        return group.map(
          (one) => [one, [finding(checkFailed, { message, location: { file: one.crate.file } })]] as const,
        );
      }
    }),
  );
  return new Map(results.flat());
}

async function formatGroup(
  group: readonly CheckedCrate[],
  { workspaceRoot, sources, signal }: RunContext,
): Promise<(readonly [CheckedCrate, readonly Diagnostic[]])[]> {
  const toolchain = findToolchain(group[0]?.flags.toolchain, workspaceRoot);
  // Without cargo nothing else runs either, and that is said once.
  if (typeof toolchain === 'string') return [];
  if (!toolchain.rustfmt) {
    return group.map((one) => [one, [missingRustfmt(one)]]);
  }
  const found = await formatFindings(group.map(toFormatCrate), {
    workspaceRoot,
    sources,
    rustfmt: toolchain.rustfmt,
    env: cargoEnvironment(),
    signal,
  });
  return group.map((one) => [one, found.get(one.crate.root) ?? []]);
}

function toFormatCrate({ task, crate, workspace }: CheckedCrate): FormatCrate {
  const { build, edition } = crate.package;
  return {
    root: crate.root,
    nestedRoots: task.nestedRoots,
    edition: edition ?? '2015',
    files: [
      ...new Set([
        ...crate.targets.map((target) => target.path),
        ...(typeof build === 'string' ? [path.posix.join(crate.root, build)] : []),
      ]),
    ],
    cargoRoot: workspace.root,
  };
}

function missingRustfmt({ crate }: CheckedCrate): Diagnostic {
  const message = 'There is no `rustfmt` on PATH, so that the step `fmt` could not run.';
  return finding(componentMissing, { message, location: { file: crate.file } });
}
