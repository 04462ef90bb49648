import type { Diagnostic } from '@hone/core/diagnostics';
import type { FileChange } from '@hone/core/edits';
import type { FixPlan, LogEntry, PlannedFix } from '../types.js';
import type { Seen } from './compare/seen.js';

/** What one run of a verifier found. */
export interface CheckedRun {
  entries: readonly LogEntry[];
  /** Tasks that failed, by id. */
  failed?: readonly string[];
  /** Tasks that did not run, since one that they depend on failed. */
  skipped?: readonly string[];
}

/** Checks the scratch copy as it is: the tool itself, run through Nx, or a cheaper stand-in for it. */
export interface Verifier {
  /** @throws what kept it from checking: the tool crashed, or did not end. Findings are no such thing. */
  check(signal?: AbortSignal): Promise<readonly LogEntry[] | CheckedRun>;
}

/** The copy of the workspace in which things are tried. */
export interface WorkingCopy {
  /** Absolute path. */
  workspace: string;
  /** For programs that are started there. */
  env: NodeJS.ProcessEnv;
}

/** How a plan is applied. */
export interface ApplyOptions {
  /** Absolute path. */
  workspaceRoot: string;
  /** Absolute path of a folder for state that is no output. */
  stateFolder: string;
  /** Makes the copy; asked once, and only when there is something to try. */
  openCopy(): Promise<WorkingCopy & { verifier: Verifier }>;
  /** The group of a diagnostic. */
  fingerprintOf(diagnostic: Diagnostic): string;
  /** Whether a fix that is not safe may be applied. Default: none. */
  allows?(fix: PlannedFix): boolean;
  /** Files whose findings are another plan's: those of projects that this one does not depend on. Default: none. */
  ignores?(file: string): boolean;
  /** How likely a fix is to be kept, for the order of the search. Default: all alike. */
  score?(fix: PlannedFix): number;
  /** Plans what is left, on the texts of the copy. Without it there is one pass. */
  replan?(entries: readonly LogEntry[], copy: WorkingCopy): Promise<FixPlan>;
  /** Told of each fix that was tried, once for each group of diagnostics that it answers. */
  onOutcome?(fingerprint: string, fixer: string, kept: boolean): void;
  /** Files with changes that are not committed may be edited. Default false. */
  allowDirty?: boolean;
  /** Writes nothing to the tree. Default false. */
  dryRun?: boolean;
  /** How often, at most, a plan is carried out. Default 5. */
  maxPasses?: number;
  /** The longest that one verification, or one command, may take, in milliseconds. Default ten minutes. */
  timeoutMs?: number;
  /** How long to wait before a tool that crashed is run again, in milliseconds. Default: seconds, growing. */
  backOff?(tries: number): number;
  /** Why a file must not be edited, besides what holds for every workspace. */
  protects?(file: string): string | undefined;
  signal: AbortSignal;
  progress?(line: string): void;
}

/** Why a fix was not applied. */
export type HeldReason =
  | 'manual'
  | 'needs-unsafe'
  | 'file-changed'
  | 'protected-file'
  | 'uncommitted-changes'
  | 'command-refused'
  | 'breaks-something'
  | 'does-not-help'
  | 'not-verified';

/** A fix that was not applied, and one sentence that says why. */
export interface HeldFix {
  fix: PlannedFix;
  reason: HeldReason;
  explanation: string;
}

/** What became of a plan. */
export interface ApplyResult {
  applied: { fix: PlannedFix; pass: number }[];
  held: HeldFix[];
  /** The files that were written, or would be; sorted. */
  files: FileChange[];
  /** How often the verifier ran. */
  verifications: number;
  passes: number;
  /** What is left in the end, when something was verified. */
  remaining: Seen[];
  /** Diagnostics that were hidden by what is fixed now. */
  uncovered: Seen[];
  /** What kept the tree from being written, although there was something to write. */
  problem?: { message: string; hint: string };
}
