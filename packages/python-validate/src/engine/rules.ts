import { importRules } from './checks/imports/index.js';
import { lockRules } from './checks/lock/index.js';
import { metadataRules } from './checks/metadata/index.js';
import { sourceRules } from './checks/syntax/rules.js';
import type { Rule } from './rule.js';

/** The rules of one check that are our own; those of ruff and the type checkers are documented by them. */
export interface RuleArea {
  /** The check's name, as the option `checks` has it. */
  check: 'syntax' | 'imports' | 'metadata' | 'lock';
  rules: readonly Rule[];
}

/** Every rule that python-validate itself may report, by check. The documentation is made from this table. */
export const ruleAreas: readonly RuleArea[] = [
  { check: 'syntax', rules: sourceRules },
  { check: 'imports', rules: importRules },
  { check: 'metadata', rules: metadataRules },
  { check: 'lock', rules: lockRules },
];
