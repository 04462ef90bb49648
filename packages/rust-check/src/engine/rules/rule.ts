import type { Diagnostic, Level, Location, RuleDescriptor } from '@hone/core/diagnostics';
import type { CheckOptions } from '../../executors/check/schema.js';

/** Files of a small Cargo workspace that shows a rule at work: path, content. */
export type Example = Readonly<Record<string, string>>;

/**
 * What is known of one of our rules besides its code. The documentation page, the SARIF rule metadata and a test that
 * runs both examples with cargo are made from it, so none of them can drift.
 */
export interface Rule {
  /** Kebab case with the area first: `rust/dependency-failed`. */
  id: `rust/${string}`;
  /** One sentence: what it finds. */
  summary: string;
  /** Why that is bad, in one or two sentences. */
  reason: string;
  /** The level of its findings, where a finding doesn't say otherwise. */
  level: Level;
  /** What to do about it, where a finding doesn't say it better. */
  hint: string;
  /** A workspace in whose crate `app` the rule finds something; empty where that takes more than files. */
  bad: Example;
  /** The same workspace, repaired. */
  good: Example;
  /** Options of the executor that the examples need. */
  options?: CheckOptions;
}

/** The name under which findings of our own are reported. */
export const ownTool = 'rust-check';

/** What a finding says besides its rule. */
export interface FindingDetails {
  message: string;
  hint?: string;
  level?: Level;
  location: Location;
  related?: Diagnostic['related'];
}

export function finding(rule: Rule, { message, hint, level, location, related }: FindingDetails): Diagnostic {
  return {
    tool: ownTool,
    ruleId: rule.id,
    level: level ?? rule.level,
    message,
    hint: hint ?? rule.hint,
    location,
    ...(related && related.length > 0 && { related }),
  };
}

/** Gives the part of a rule that goes into a report. */
export function toRuleDescriptor({ id, summary, reason, level }: Rule): RuleDescriptor {
  return { id, summary, reason, defaultLevel: level };
}
