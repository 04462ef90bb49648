import type { RuffRule } from '../rule-table.js';
import { ruffRules } from '../rule-table.js';

/** One configuration's choice of rules, as written. */
export interface RuleSelection {
  select?: string[];
  extendSelect: string[];
  ignore: string[];
  fixable?: string[];
  extendFixable: string[];
  unfixable: string[];
}

export interface SelectionMode {
  preview: boolean;
  /** `explicit-preview-rules`. */
  explicitPreview: boolean;
}

/** Which rules are on, and which of all rules may offer fixes. */
export interface SelectedRules {
  enabled: ReadonlySet<string>;
  fixable: ReadonlySet<string>;
}

/**
 * Resolves the selections of an `extend` chain, the furthest first, as ruff does: within one selection the longer
 * selector wins, `select` starts anew, and an `ignore` beside an empty `select` is carried over.
 */
export function resolveSelections(selections: readonly RuleSelection[], mode: SelectionMode): SelectedRules {
  const key = JSON.stringify([selections, mode]);
  let resolved = resolvedSelections.get(key);
  if (!resolved) resolvedSelections.set(key, (resolved = resolveAnew(selections, mode)));
  return resolved;
}

/** The projects of a workspace often choose the same rules; a daemon sees few different choices. */
const resolvedSelections = new Map<string, SelectedRules>();

function resolveAnew(selections: readonly RuleSelection[], mode: SelectionMode): SelectedRules {
  let enabled = new Set([...ruffRules().values()].filter((rule) => rule.isDefault).map((rule) => rule.code));
  let fixable = new Set(ruffRules().keys());
  let carriedIgnore: string[] = [];
  let carriedUnfixable: string[] = [];
  for (const selection of selections) {
    const { select, extendSelect, ignore } = selection;
    enabled = applySelection(
      select && [],
      enabled,
      [...(select ?? []), ...extendSelect],
      [...ignore, ...carriedIgnore],
      (selector, rule) => isAvailable(rule, selector, mode),
    );
    carriedIgnore = select?.length === 0 && extendSelect.length === 0 ? ignore : [];
    fixable = applySelection(
      selection.fixable && [],
      fixable,
      [...(selection.fixable ?? []), ...selection.extendFixable],
      [...selection.unfixable, ...carriedUnfixable],
      () => true,
    );
    carriedUnfixable =
      selection.fixable?.length === 0 && selection.extendFixable.length === 0 ? selection.unfixable : [];
  }
  return { enabled, fixable };
}

/** Applies one selection to the set so far, or to `fresh` where the selection starts anew. */
function applySelection(
  fresh: string[] | undefined,
  current: ReadonlySet<string>,
  on: readonly string[],
  off: readonly string[],
  isEligible: (selector: string, rule: RuffRule) => boolean,
): Set<string> {
  const result = new Set(fresh ?? current);
  for (const rule of ruffRules().values()) {
    const specificity = (selectors: readonly string[]) =>
      selectors.reduce(
        (best, selector) =>
          matchesSelector(selector, rule) && isEligible(selector, rule) ? Math.max(best, rank(selector)) : best,
        -1,
      );
    const plus = specificity(on);
    const minus = specificity(off);
    if (minus >= 0 && minus >= plus) result.delete(rule.code);
    else if (plus >= 0) result.add(rule.code);
  }
  return result;
}

function rank(selector: string): number {
  return selector === 'ALL' ? 0 : selector.length;
}

/** Tells whether a selector (`ALL`, `F`, `PL`, `F4`, `F401`, or a rule's name) covers a rule. */
export function matchesSelector(selector: string, rule: RuffRule): boolean {
  if (selector === 'ALL' || selector === rule.code || selector === rule.name) return true;
  if (/\d/.test(selector)) return rule.code.startsWith(selector);
  const letters = /^[A-Z]+/.exec(rule.code)?.[0] ?? '';
  // Pylint is the one linter whose rules have several prefixes.
  return letters === selector || (selector === 'PL' && /^PL[CERW]$/.test(letters));
}

function isAvailable(rule: RuffRule, selector: string, mode: SelectionMode): boolean {
  const isExact = selector === rule.code || selector === rule.name;
  if (rule.status === 'removed') return false;
  if (rule.status === 'preview') return mode.preview && (isExact || !mode.explicitPreview);
  if (rule.status === 'deprecated') return isExact || !mode.preview;
  return true;
}
