import fs from 'node:fs';
import os from 'node:os';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { Engine, TaskOutcome } from '@hone/core/nx';
import type { CheckOptions } from '../executors/check/schema.js';
import { checkPartitionAdvisories } from './advisories-step.js';
import { checkPartition } from './check-partition.js';
import type { CheckedCrate } from './crate.js';
import { checkFormat, type FormatResults } from './format.js';
import { interleave } from './interleave.js';
import { createSourceReader } from './messages/index.js';
import { groupBy, partitionCrates } from './partition.js';
import { readPartition, type RunContext } from './read-partition.js';
import { assembleOutcome } from './report.js';
import { resolveCrates } from './resolve-crates.js';
import { cargoMissing, finding, ownTool, toolchainMissing } from './rules/index.js';
import { findToolchain, type ToolchainProblem } from './toolchain/find-toolchain.js';

/**
 * Checks crates: finds the crate of each task, calls cargo once for all that can share a call, gives each crate the
 * messages that are about it, and says of each what could not be checked and why. A crate's report is the same alone
 * and in any batch.
 */
export const checkEngine: Engine<CheckOptions> = {
  name: ownTool,
  async *run(tasks, { workspaceRoot: givenRoot, signal }) {
    // Cargo names files with links resolved.
    const workspaceRoot = fs.realpathSync.native(givenRoot);
    const run: RunContext = { workspaceRoot, sources: createSourceReader(workspaceRoot), signal };

    const resolved = resolveCrates(tasks, workspaceRoot);
    for (const one of resolved) {
      if ('problem' in one) yield [one.task.id, assembleOutcome(one.task, { compiler: [one.problem] })] as const;
    }
    const crates = resolved.filter((one): one is CheckedCrate => !('problem' in one));

    const format = checkFormat(crates, run);
    // Cargo uses all cores while it compiles, but often waits for one crate, or for itself.
    const workspaces = groupBy(crates, ({ workspace }) => workspace.root);
    const sources = workspaces.map((members) => () => checkWorkspace(members, format, run));
    yield* interleave(sources, Math.ceil(os.availableParallelism() / 2));
  },
};

type Outcome = readonly [taskId: string, outcome: TaskOutcome];

/** Checks the crates of one Cargo workspace: one call after the other, since they share a target folder. */
async function* checkWorkspace(
  crates: readonly CheckedCrate[],
  format: Promise<FormatResults>,
  run: RunContext,
): AsyncGenerator<Outcome> {
  for (const members of partitionCrates(crates)) {
    const toolchain = findToolchain(members[0]?.flags.toolchain, run.workspaceRoot);
    if (typeof toolchain === 'string') {
      for (const { task, crate } of members) {
        yield [task.id, assembleOutcome(task, { compiler: [missingToolchain(toolchain, crate.file)] })];
      }
      continue;
    }
    const partition = await readPartition(members, toolchain, run);
    const advisories = checkPartitionAdvisories(partition);
    for await (const [crate, compiler] of checkPartition(partition)) {
      const found = {
        compiler,
        format: (await format).get(crate) ?? [],
        advisories: (await advisories).get(crate) ?? [],
      };
      yield [crate.task.id, assembleOutcome(crate.task, found, partition.facts)];
    }
  }
}

function missingToolchain(problem: ToolchainProblem, file: string): Diagnostic {
  if (problem === 'no-cargo') {
    return finding(cargoMissing, { message: 'There is no `cargo` on PATH.', location: { file } });
  }
  return finding(toolchainMissing, {
    message: 'The option `toolchain` needs rustup, and there is no `rustup` on PATH.',
    hint: 'Install rustup, or take the option away and let PATH decide.',
    location: { file },
  });
}
