import { runProcess, type ProcessResult } from '@hone/core/process';
import { createPackageGraph, type PackageGraph, parseMetadata } from '../features/index.js';
import type { Command } from '../toolchain/find-toolchain.js';
import { cargoEnvironment } from './environment.js';
import { type CargoFlags, resolutionArguments } from './flags.js';

/** The packages of a Cargo workspace, or what cargo said instead. */
export type MetadataAnswer = { graph: PackageGraph } | { stderr: string; result: ProcessResult };

/**
 * Asks `cargo metadata` what the crates of a Cargo workspace are built from, with every feature switched on.
 *
 * @param platforms triples: dependencies that none of them uses are left out; empty for all platforms
 */
export async function readMetadata(
  cargo: Command,
  flags: CargoFlags,
  platforms: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<MetadataAnswer> {
  const result = await runProcess({
    command: cargo.program,
    args: [
      ...cargo.args,
      ...['metadata', '--format-version', '1', '--all-features'],
      ...platforms.flatMap((platform) => ['--filter-platform', platform]),
      ...resolutionArguments(flags),
    ],
    cwd,
    env: cargoEnvironment(),
    signal,
    // The answer has a few MB for a hundred packages and no upper bound.
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const stderr = 'stderr' in result ? result.stderr : '';
  if (result.kind !== 'exited' || result.code !== 0) return { stderr, result };
  try {
    return { graph: createPackageGraph(parseMetadata(result.stdout)) };
  } catch (error) {
    return { stderr: `error: ${(error as Error).message}`, result };
  }
}
