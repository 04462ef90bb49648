import type { HoneError } from '@hone/core/diagnostics';
import { compileTable, type RouteTable } from '../../../route/table.js';
import type { Rule } from '../types.js';

/** Rules with the table that finds them. */
export interface RuleSet {
  rules: readonly Rule[];
  /** From tool and code to indexes of `rules`. */
  table: RouteTable;
  /** What is wrong with rules that were left out. */
  problems: readonly HoneError[];
}

/** Puts rules and their table together. */
export function createRuleSet(rules: readonly Rule[], problems: readonly HoneError[] = []): RuleSet {
  return { rules, table: compileTable(rules.map(({ match }) => match)), problems };
}
