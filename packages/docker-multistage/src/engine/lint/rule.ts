import type { Applicability, Level, RuleDescriptor } from '@hone/core/diagnostics';
import type { Dockerfile, Instruction, Span } from '../dockerfile/index.js';
import type { RuleContext } from './context.js';

/** Whose rule it is: a check of BuildKit under its name, a rule of hadolint under its id, or one of ours. */
export type RuleSource = 'buildkit' | 'hadolint' | 'docker';

/** How serious a rule is, in hadolint's words. `ignore`: off unless a configuration gives it a severity. */
export type Severity = 'error' | 'warning' | 'info' | 'style' | 'ignore';

/** A small project that shows a rule at work. */
export interface Example {
  dockerfile: string;
  /** The text of .dockerignore. */
  dockerignore?: string;
  /** The text of .hadolint.yaml. */
  config?: string;
  /** Folders of workspace projects outside the closure, as the option `outsideClosure` has them. */
  outsideClosure?: Record<string, string>;
}

/** A replacement of a range of the file. */
export interface SpanEdit {
  span: Span;
  newText: string;
}

export interface FindingFix {
  description: string;
  applicability: Applicability;
  edits: readonly SpanEdit[];
}

/** What a rule found, before severity and ignore comments are looked at. */
export interface Finding {
  /** The instruction that it is about: ignore comments above it count. */
  of: Instruction;
  /** Where exactly; default: the instruction's keyword. */
  at?: Span;
  /** Default: the rule's summary. */
  message?: string;
  hint?: string;
  /** Where it differs from the rule's severity. */
  severity?: Severity;
  fix?: FindingFix;
}

/**
 * What is known of a rule, and its code. The documentation page, the SARIF rule metadata and a test that runs both
 * examples are made from it, so none of them can drift.
 */
export interface Rule {
  id: string;
  source: RuleSource;
  /** One sentence: what it finds. */
  summary: string;
  /** Why that is bad, in one or two sentences. */
  reason: string;
  severity: Severity;
  /** A Dockerfile in which the rule finds something; as text where nothing but the Dockerfile is needed. */
  bad: string | Example;
  /** The same, repaired: the rule finds nothing. */
  good: string | Example;
  /** What its fix does and how far it can be trusted; absent when it has none. */
  fix?: string;
  /** Files without any of these instructions are passed over. */
  keywords?: readonly string[];
  /** Files are passed over in whose RUN instructions no command has such a name; tested against one name a line. */
  programs?: RegExp;
  /** It looks into ONBUILD instructions too. */
  onbuild?: true;
  /** Off unless `# check=experimental=…` names it. */
  experimental?: true;
  check(file: Dockerfile, context: RuleContext): Iterable<Finding>;
}

const LEVELS: Record<Severity, Level> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  style: 'note',
  ignore: 'note',
};

/** The level of a finding of that severity. */
export function levelOf(severity: Severity): Level {
  return LEVELS[severity];
}

/** Where a rule is documented by those who made it. */
export function helpUriOf({ id, source }: Pick<Rule, 'id' | 'source'>): string | undefined {
  if (source === 'hadolint') return `https://github.com/hadolint/hadolint/wiki/${id}`;
  if (source === 'docker') return undefined;
  const page = id
    .replace(/JSON/, 'Json')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();
  return `https://docs.docker.com/reference/build-checks/${page}/`;
}

/** Gives the part of a rule that goes into a report. */
export function toRuleDescriptor(
  rule: Pick<Rule, 'id' | 'source' | 'summary' | 'reason' | 'severity'>,
): RuleDescriptor {
  const helpUri = helpUriOf(rule);
  return {
    id: rule.id,
    summary: rule.summary,
    reason: rule.reason,
    defaultLevel: levelOf(rule.severity),
    ...(helpUri === undefined ? {} : { helpUri }),
  };
}
