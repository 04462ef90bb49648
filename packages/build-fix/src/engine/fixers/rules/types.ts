import type { Applicability } from '@hone/core/diagnostics';

/** Which entries a rule is for. Everything that is given has to hold. */
export interface RuleMatch {
  /** Names of tools; `*` for any. */
  tool: readonly string[];
  /** The tool's codes; a `*` at the end stands for any rest, `*` alone for any. */
  rule: readonly string[];
  /** Patterns of which one has to be found in the message; their named groups become variables. */
  message: readonly string[];
  /** Patterns of which one has to be found in the hint. */
  hint: readonly string[];
  /** Globs of which the entry's file has to match one. */
  file: readonly string[];
  /** Captures that the log's format has to give. */
  captures: readonly string[];
}

/** Gives a variable its value: the one candidate that a look-up finds. */
export interface RuleFind {
  name: string;
  /** The look-up's name, and what it is asked. */
  lookup: string;
  argument: unknown;
  /** Of several candidates, the one that is spelled nearly so. */
  closest?: string;
  /** Candidates have to be the end of this path. */
  ending?: string;
  /** Candidates have to match this pattern. */
  where?: string;
  /** Of several candidates, the first. */
  first?: boolean;
  /** The value where nothing is found. */
  default?: string;
}

/** A condition, a step: what kind, and its arguments. */
export interface RulePart {
  kind: string;
  argument: unknown;
}

/** A step of a fix, and when it is taken. */
export interface RuleStep extends RulePart {
  when: readonly RulePart[];
}

/** What a rule does. */
export interface RuleFix {
  applicability: Applicability;
  description: string;
  when: readonly RulePart[];
  steps: readonly RuleStep[];
}

/** A rule, as the engine works with it: plain data. */
export interface Rule {
  id: string;
  summary: string;
  reason: string;
  match: readonly RuleMatch[];
  find: readonly RuleFind[];
  when: readonly RulePart[];
  /** The first whose conditions hold and whose steps can be taken is the rule's. */
  fix: readonly RuleFix[];
  /** Where it stands, for messages: `.hone/build-fix/rules/a.yaml:12`. */
  source: { file: string; line: number };
}

/** One entry, as an example gives it. */
export interface ExampleEntry {
  tool: string;
  rule: string;
  message: string;
  level?: 'error' | 'warning' | 'note';
  hint?: string;
  file?: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  captures?: Record<string, string>;
}

/** A small workspace, what failed in it, and what it looks like after the fix. */
export interface RuleExample {
  summary?: string;
  /** Names and texts of its files. */
  files: Record<string, string>;
  /** Nx projects by name with their folders; without it one, `app`, at the root. */
  projects?: Record<string, string>;
  /** The one that is fixed; the first where it is not given. */
  project?: string;
  /** Output of a tool, read by the formats. */
  log?: string;
  /** Or the entries themselves. */
  entries?: ExampleEntry[];
  /** Files that change with their new texts, `null` for one that is deleted. Without it the rule must not fire. */
  after?: Record<string, string | null>;
  /** Commands that are to run, each with its folder in front: `. $ uv lock`. */
  commands?: string[];
  /** What a `manual` fix says. */
  description?: string;
}

/** A rule with its examples: what a file says. */
export interface WrittenRule {
  rule: Rule;
  examples: readonly RuleExample[];
}
