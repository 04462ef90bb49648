import type { Level } from '@hone/core';

/** A package that a finding is about. */
export interface AdvisoryPackage {
  name: string;
  version: string;
}

/** One finding of cargo-deny or cargo-audit, before it is known whose it is. */
export interface AdvisoryFinding {
  tool: 'cargo-deny' | 'cargo-audit';
  ruleId: string;
  level: Level;
  message: string;
  hint?: string;
  helpUri?: string;
  /** Absent: the finding is about the workspace or the configuration. */
  package?: AdvisoryPackage;
}
