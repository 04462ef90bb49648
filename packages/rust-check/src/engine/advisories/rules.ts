import type { Rule } from '../rules/rule.js';

export const advisoriesUnreachable: Rule = {
  id: 'rust/advisories-unreachable',
  summary: 'The steps `deny` and `audit` can fetch the database of advisories.',
  reason:
    'Without it nothing is known of the advisories on the dependencies; what else cargo-deny checks is still told.',
  level: 'error',
  hint: 'Check the network, or fetch the database beforehand (`cargo deny fetch`) and set the option `offline`.',
  bad: {},
  good: {},
};

export const advisoriesFailed: Rule = {
  id: 'rust/advisories-failed',
  summary: 'cargo-deny and cargo-audit run to their end.',
  reason: 'A broken deny.toml or audit.toml, or a lock that they cannot read, keeps them from checking anything.',
  level: 'error',
  hint: 'Run the tool in the Cargo workspace to see more.',
  bad: {},
  good: {},
};

/** What rust-check itself says about the steps `deny` and `audit`. */
export const advisoryRules: readonly Rule[] = [advisoriesUnreachable, advisoriesFailed];
