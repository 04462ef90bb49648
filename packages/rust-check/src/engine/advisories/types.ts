import type { Level } from '@hone/core/diagnostics';

/** A package that a finding is about. */
export interface AdvisoryPackage {
  name: string;
  version: string;
}

/** One finding of cargo-deny or cargo-audit, before it is known whose it is. */
export interface AdvisoryFinding {
  tool: AdvisoryTool;
  /** The advisory (`RUSTSEC-2020-0071`), else the tool's own code (`banned`). */
  ruleId: string;
  level: Level;
  message: string;
  hint?: string;
  /** What it is about, all of them at once; none when it is about the workspace or the configuration. */
  packages: readonly AdvisoryPackage[];
  /** Where in the manifest of the package, if that is a crate of the workspace: 1-based line, and what stands there. */
  line?: { number: number; text: string };
}

/** As the tools name themselves. */
export type AdvisoryTool = 'cargo-deny' | 'cargo-audit';

/** Why there are no findings. `unreachable`: the advisory database could not be fetched. */
export interface AdvisoryFailure {
  kind: 'unreachable' | 'failed';
  /** In the tool's words. */
  said: string;
}

/** What one run of a tool printed, read. */
export interface AdvisoryOutput {
  findings: AdvisoryFinding[];
  failure?: AdvisoryFailure;
}
