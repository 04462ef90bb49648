import { loadRules } from './load/load-rules.js';
import type { RuleSet } from './load/rule-set.js';
import { proposeFix } from './propose.js';
import type { Candidate, FixContext, Fixer, LogEntry } from '../../types.js';

export type * from './types.js';
export { loadRules, readShippedSources, ruleSchema, rulesFolder, shippedRules } from './load/load-rules.js';
export { createRuleSet, type RuleSet } from './load/rule-set.js';
export { diagnosticOf } from './problems.js';
export { proposeFix } from './propose.js';
export { type ExampleResult, runRuleExample } from './run-example.js';

/** The fixer with the rules of the package and of the workspace, which it reads when it is asked for the first time. */
export const rulesFixer: Fixer = createRulesFixer();

/**
 * A fixer by rules.
 *
 * @param rules default: those of the package and of the workspace
 */
export function createRulesFixer(rules?: RuleSet): Fixer {
  // Files can change from pass to pass, the rules of a run do not.
  const known = new WeakMap<object, Promise<RuleSet>>();
  const rulesFor = (context: FixContext): Promise<RuleSet> | RuleSet => {
    if (rules) return rules;
    const found = known.get(context.projects) ?? loadRules(context.files);
    known.set(context.projects, found);
    return found;
  };
  return {
    id: 'rules',
    async propose(entries, context) {
      const set = await rulesFor(context);
      return proposeAll(set, entries, context);
    },
  };
}

function proposeAll(set: RuleSet, entries: readonly LogEntry[], context: FixContext): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const entry of entries) {
    context.signal.throwIfAborted();
    const { tool, ruleId } = entry.diagnostic;
    for (const index of set.table.find(tool, ruleId)) {
      const candidate = proposeFix(set.rules[index]!, entry, context);
      if (candidate) merge(candidates, candidate);
    }
  }
  return [...candidates.values()];
}

/** Entries that one change answers share it: fifty files that import one undeclared module. */
function merge(candidates: Map<string, Candidate>, { answers, ...rest }: Candidate): void {
  const key = JSON.stringify([rest.fixer, rest.description, rest.changes, rest.commands]);
  const known = candidates.get(key);
  candidates.set(key, { ...rest, answers: [...(known?.answers ?? []), ...answers] });
}
