import type { ProjectFolder } from '@hone/core/nx';
import type { Applicability, Diagnostic, TextEdit } from '@hone/core';

/** What one entry of a log says, whatever format it was read from. */
export interface LogEntry {
  diagnostic: Diagnostic;
  /** The format that read it: `tsc`, `rustc-json`, `sarif`. */
  format: string;
  /** 1-based line of the log at which it starts; of a report, its position. */
  logLine: number;
  /** The Nx task whose output it is, where the source or a prefix tells: `app:test`. */
  task?: string;
  /** What the format's pattern captured besides the parts of a diagnostic: `module`, `crate`, `symbol`. */
  captures?: Readonly<Record<string, string>>;
  /** What kind of failure the format takes it for; the log as a whole may say otherwise. */
  category?: FailureCategory;
}

/** What kind of failure it is. */
export type FailureCategory =
  | 'compilation'
  | 'type'
  | 'lint'
  | 'test'
  | 'dependency-resolution'
  | 'lock-outdated'
  | 'policy'
  | 'environment'
  | 'network'
  | 'resources'
  | 'unknown';

/** Diagnostics that are the same but for paths, numbers, names and hashes. */
export interface DiagnosticGroup {
  /** Digest of tool, rule and {@link DiagnosticGroup.template}: the same on every machine. */
  fingerprint: string;
  tool: string;
  ruleId: string;
  level: Diagnostic['level'];
  /** The message with its variable parts abstracted. */
  template: string;
  category: FailureCategory;
  /** All of them, also those of which no sample was kept. */
  count: number;
  /** Number of files, an estimate where there are very many. */
  files: number;
  /** Of a log that was read in part: how far `count` may be off (95 %, relative). */
  error?: number;
  /** A bounded choice in which every file is represented as far as there is room. */
  samples: LogEntry[];
}

/** What a log, or several, hold. */
export interface LogSummary {
  bytes: number;
  lines: number;
  entries: number;
  /** The most frequent first. */
  groups: DiagnosticGroup[];
  /** Of the failure as a whole. */
  category: FailureCategory;
  /**
   * Present when only a part was read: which share of the bytes, how far `entries` may be off (95 %, relative), and how
   * many entries a group has at most that was not seen at all (95 %).
   */
  sampled?: { share: number; error: number; missed: number };
}

/** The files of the workspace, as fixers may see them. Names are relative to the workspace root, with forward slashes. */
export interface SourceFiles {
  /** The text of a file; `undefined` when there is none, when it is no UTF-8 text, or when it lies outside the workspace. */
  read(file: string): string | undefined;
  exists(file: string): boolean;
  /** Files below a folder, without what git ignores; sorted. */
  list(folder: string): readonly string[];
}

/** What surrounds fixers. */
export interface FixContext {
  /** Absolute path; for tools that have to be started, never part of a result. */
  workspaceRoot: string;
  files: SourceFiles;
  /** The project that is being fixed. */
  project: ProjectFolder;
  /** All projects of the workspace, that one among them, sorted by folder. */
  projects: readonly ProjectFolder[];
  /** Whether candidates that may change the meaning are wanted. */
  unsafe: boolean;
  signal: AbortSignal;
}

/** A change of one file. Candidates over several files have several. */
export type Change =
  | { kind: 'edit'; edit: TextEdit }
  /** Only where no file is. */
  | { kind: 'create'; file: string; text: string }
  | { kind: 'delete'; file: string };

/** A program from the allow-list, run in the scratch copy after the changes, that brings files up to date (`uv lock`). */
export interface FixCommand {
  command: string;
  args: readonly string[];
  /** Relative to the workspace root. */
  cwd: string;
  /** Files that it may change, relative to the workspace root. Anything else that it changes is not taken over. */
  changes: readonly string[];
}

/** One way to make diagnostics go away: all of it, or nothing. */
export interface Candidate {
  /** The fixer, and the rule where one made it: `ruff`, `rule:python/undeclared-module`. */
  fixer: string;
  /** One sentence in the imperative: `Import os`. */
  description: string;
  applicability: Applicability;
  /** The entries that it answers; at least one. */
  answers: readonly LogEntry[];
  changes: readonly Change[];
  commands?: readonly FixCommand[];
  /**
   * What it uses and how, by name: of candidates that use one thing differently, a plan takes one, and the others wait until
   * the tool has run again. For edits that touch no common character and still are not right together, such as the removal
   * of every statement of a block.
   */
  exclusive?: Readonly<Record<string, string>>;
}

/** What gives candidates. It reads files and may start a tool, and writes nothing. */
export interface Fixer {
  /** `rustc`, `ruff`, `eslint`, `typescript`, `rules`. */
  id: string;
  /**
   * Proposes candidates for those of the entries that it can answer; entries of one file come together.
   *
   * @param entries what the routes gave it
   */
  propose(entries: readonly LogEntry[], context: FixContext): Promise<readonly Candidate[]>;
}

/** What was learned of a fixer's success with a kind of diagnostic. */
export interface Outcomes {
  /** How often it was applied, and how often it was kept. */
  tried: number;
  kept: number;
}

/** Asks for what was learned: by the fingerprint of a group and the fixer's name. */
export type Learned = (fingerprint: string, fixer: string) => Outcomes | undefined;

/** Why an entry has no fix in a plan. */
export type LeftReason =
  | 'no-fixer'
  | 'no-candidate'
  | 'needs-unsafe'
  | 'manual'
  | 'conflict'
  | 'file-changed'
  | 'file-missing'
  | 'out-of-range'
  | 'excluded'
  | 'protected-file'
  | 'failed-verification';

/**
 * A candidate that a plan takes. Positions of its edits are those of the file as it was planned on, whatever its pass, and
 * no two fixes of a plan touch the same characters: any set of them can be applied together (`plan/apply-fixes.ts`).
 */
export interface PlannedFix extends Omit<Candidate, 'answers' | 'exclusive'> {
  /** Digest of what it changes and answers; stable. */
  id: string;
  /** The pass in which it found its place, from 1: where several insert at one place, the earlier pass stands first. */
  pass: number;
  answers: readonly { fingerprint: string; diagnostic: Diagnostic }[];
}

/** What `build-fix` plans for one project: data that `build-fix-apply` reads, in `build-fix.json`. */
export interface FixPlan {
  version: 1;
  project: string;
  /** The targets whose failures were read, and with which the outcome is verified. */
  targets: readonly string[];
  /** Tasks that Nx did not run, since others had failed: nothing is known of what they find. */
  skipped?: readonly string[];
  /** Digest (sha256, hex) of every file that is changed, as it was when planned; a file that is created has `null`. */
  base: Readonly<Record<string, string | null>>;
  fixes: readonly PlannedFix[];
  /**
   * Unsafe fixes that the plan does not take, and that go together with those that it takes: `build-fix-apply` may apply
   * those that have proved themselves. Their diagnostics are among `left` as `needs-unsafe`.
   */
  offered?: readonly PlannedFix[];
  left: readonly { fingerprint: string; diagnostic: Diagnostic; reason: LeftReason; explanation: string }[];
}
