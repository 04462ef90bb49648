import type { RuleSet } from '../fixers/rules/load/rule-set.js';
import { matchEntry } from '../fixers/rules/match/match-entry.js';
import { offeredFixes } from '../fixers/suggestions/offered-fixes.js';
import { createRouter } from '../route/index.js';
import type { LogEntry } from '../types.js';

/** Fixers that answer what is text for people by asking the tool once more: its data brings its fixes along. */
const ASK_FOR_TEXT: ReadonlySet<string> = new Set(['rustc', 'ruff']);

/**
 * Says whether something may be done about an entry: it brings a fix along, a rule is for its message, or a fixer is for its
 * code. What a fixer then finds in the sources is not looked at, so that no tool is started.
 *
 * @param project the entry's
 */
export function createFixableTest(
  rules: RuleSet,
): (entry: LogEntry, project: { name: string; root: string }) => boolean {
  const router = createRouter({ rules: rules.table });
  return (entry, { name, root }) => {
    const { diagnostic, format } = entry;
    const surroundings = { project: name, root, prefix: root === '.' ? '' : `${root}/` };
    const hasRule = (): boolean =>
      rules.table.find(diagnostic.tool, diagnostic.ruleId).some((index) => {
        const rule = rules.rules[index];
        const acts = rule?.fix.some(({ applicability }) => applicability !== 'manual');
        return rule && acts && matchEntry(rule, entry, surroundings) !== undefined;
      });
    return router.routeOf(entry).some((fixer) => {
      if (fixer === 'suggestions')
        return offeredFixes(diagnostic).some(({ applicability }) => applicability !== 'manual');
      if (fixer === 'rules') return hasRule();
      return !ASK_FOR_TEXT.has(fixer) || (!/^sarif|json/.test(format) && diagnostic.location?.region !== undefined);
    });
  };
}
