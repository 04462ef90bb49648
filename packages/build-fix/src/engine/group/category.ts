import type { DiagnosticGroup, FailureCategory, LogEntry } from '../types.js';
import {
  CONSEQUENCES,
  MESSAGE_CATEGORIES,
  RULE_CATEGORIES,
  TEST_RESOURCES,
  TOOL_CATEGORIES,
} from './categories.data.js';

/** What decides over the category of a failure: its groups, and what came before each. */
export interface GroupFacts extends Pick<DiagnosticGroup, 'tool' | 'ruleId' | 'level' | 'category' | 'count'> {
  /** Errors that came before its first. */
  before: number;
}

/** What explains the errors that follow it: the deepest cause first. */
const CAUSES: readonly FailureCategory[] = [
  'resources',
  'environment',
  'network',
  'lock-outdated',
  'dependency-resolution',
];
/** What is wrong with the sources; who comes first hides those behind: nothing that does not compile is tested. */
const FAULTS: readonly FailureCategory[] = ['compilation', 'type', 'test', 'policy', 'lint'];

/** Of all errors, from which share on a fault is more than an exception. */
const NOTABLE = 0.05;

/** What kind of failure one entry is, by what it says itself. */
export function categoryOf({ diagnostic, category }: Pick<LogEntry, 'diagnostic' | 'category'>): FailureCategory {
  const { tool, ruleId, message } = diagnostic;
  const known = RULE_CATEGORIES[`${tool} ${ruleId}`] ?? category ?? TOOL_CATEGORIES[tool] ?? 'unknown';
  if (known === 'type' || known === 'lint') return known;
  if (known === 'test') return TEST_RESOURCES.test(message) ? 'resources' : known;
  if (CAUSES.includes(known) && known !== 'dependency-resolution') return known;
  return MESSAGE_CATEGORIES.find(({ pattern }) => pattern.test(message))?.category ?? known;
}

/**
 * The category of a failure as a whole. Causes come before consequences: a full disk or a missing tool explains the
 * errors that follow it, so it decides unless most errors came before it. A missing package, which may be the fault of
 * one file, decides when it makes up a notable share. Errors that only say that something failed do not count, nor do
 * warnings where there are errors.
 */
export function categorise(groups: readonly GroupFacts[]): FailureCategory {
  const errors = groups.filter(({ level }) => level === 'error');
  const counted = (errors.length > 0 ? errors : groups).filter(({ category }) => category !== 'unknown');
  const telling = counted.filter((group) => !isConsequence(group));
  const deciding = telling.length > 0 ? telling : counted;
  const counts = countByCategory(deciding);
  const all = sum(deciding);
  const faults = sum(deciding.filter(({ category }) => !CAUSES.includes(category)));
  for (const cause of CAUSES) {
    const notable = cause !== 'dependency-resolution' || (counts.get(cause) ?? 0) >= 2 * NOTABLE * all;
    const first = deciding.find(({ category }) => category === cause);
    if (first && notable && first.before <= faults / 2) return cause;
  }
  const fault = FAULTS.find((category) => (counts.get(category) ?? 0) >= Math.max(NOTABLE * faults, 1));
  return fault ?? mostFrequent(counts) ?? 'unknown';
}

/** Whether a group only reports that something else failed; an exit code may still tell why. */
export function isConsequence({ tool, ruleId, category }: Pick<GroupFacts, 'tool' | 'ruleId' | 'category'>): boolean {
  return CONSEQUENCES.has(`${tool} ${ruleId}`) && category !== 'resources' && category !== 'environment';
}

function countByCategory(groups: readonly GroupFacts[]): Map<FailureCategory, number> {
  const counts = new Map<FailureCategory, number>();
  for (const { category, count } of groups) counts.set(category, (counts.get(category) ?? 0) + count);
  return counts;
}

function sum(groups: readonly GroupFacts[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}

function mostFrequent(counts: ReadonlyMap<FailureCategory, number>): FailureCategory | undefined {
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
