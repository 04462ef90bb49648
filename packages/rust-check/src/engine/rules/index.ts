import { advisoryRules } from '../advisories/rules.js';
import { buildToolRules } from '../build-tools/rules.js';
import { formatRules } from '../fmt/rules.js';
import { cargoRules } from './cargo-rules.js';
import { crateRules } from './crate-rules.js';
import type { Rule } from './rule.js';

export * from './cargo-rules.js';
export * from './crate-rules.js';
export { type Example, finding, type FindingDetails, ownTool, type Rule, toRuleDescriptor } from './rule.js';

/** Rules that belong together, with the heading of their part of the documentation. */
export interface RuleArea {
  title: string;
  rules: readonly Rule[];
}

/** Every rule that rust-check itself may report. The documentation is made from this table. */
export const ruleAreas: readonly RuleArea[] = [
  { title: 'The crate and what it depends on', rules: crateRules },
  { title: 'Outside tools', rules: buildToolRules },
  { title: 'Formatting and advisories', rules: [...formatRules, ...advisoryRules] },
  { title: 'Cargo and its surroundings', rules: cargoRules },
];
