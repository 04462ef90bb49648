import type { Level, RuleDescriptor } from '@hone/core/diagnostics';

/** Files of a small project that shows a rule at work: path relative to the project, content. */
export type Example = Readonly<Record<string, string>>;

/**
 * What is known of one of our rules besides its code. The documentation page, the SARIF rule metadata and a test that
 * runs both examples are made from it, so none of them can drift.
 */
export interface Rule {
  /** Kebab case with the area first: `python/import-undeclared`. */
  id: string;
  /** One sentence: what it finds. */
  summary: string;
  /** Why that is bad, in one or two sentences. */
  reason: string;
  /** The level of its findings, where a finding doesn't say otherwise. */
  level: Level;
  /** A project in which the rule finds something. */
  bad: Example;
  /** The same project, repaired: none of the rules finds anything. */
  good: Example;
  /** What its fix does and how far it can be trusted; absent when it has none. */
  fix?: string;
  /** The specification that the rule enforces, as an address. */
  specification?: string;
}

/** Gives the part of a rule that goes into a report. */
export function toRuleDescriptor(rule: Rule): RuleDescriptor {
  return {
    id: rule.id,
    summary: rule.summary,
    reason: rule.reason,
    defaultLevel: rule.level,
    ...(rule.specification === undefined ? {} : { helpUri: rule.specification }),
  };
}
