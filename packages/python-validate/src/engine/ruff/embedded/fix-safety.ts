import { basename } from 'node:path';
import type { Applicability, Region } from '@hone/core';
import type { RuffConfig } from '../config/ruff-config.js';
import { matchesSelector } from '../config/selectors.js';
import type { RuffFile } from '../finding.js';
import { ruffRules } from '../rule-table.js';

type Edits = readonly { region: Region; newText: string }[];

/**
 * The embedded engine does not say how far a fix can be trusted. Rules that are always safe or always unsafe stand in
 * the rule table; of those that decide case by case, these are decided here as ruff's source does. All others count as
 * unsafe, which asks a person rather than risks a change of meaning.
 */
const caseByCase: Readonly<Record<string, (edits: Edits, file: RuffFile) => Applicability>> = {
  F401: (_edits, { file }) => (basename(file) === '__init__.py' ? 'unsafe' : 'safe'),
};

/** How far a fix can be trusted, with `extend-safe-fixes` and `extend-unsafe-fixes` of the configuration. */
export function fixApplicability(code: string, edits: Edits, config: RuffConfig, file: RuffFile): Applicability {
  const safety = ruffRules().get(code)?.fixSafety;
  const own = safety === 'safe' || safety === 'manual' ? safety : (caseByCase[code]?.(edits, file) ?? 'unsafe');
  if (own === 'manual') return own;
  const { lint } = config.merged;
  const unsafe = specificity(lint['extend-unsafe-fixes'], code);
  const safe = specificity(lint['extend-safe-fixes'], code);
  if (unsafe < 0 && safe < 0) return own;
  return unsafe >= safe ? 'unsafe' : 'safe';
}

/** Length of the longest selector in a list that covers a rule; -1 for none. */
function specificity(selectors: unknown, code: string): number {
  const rule = ruffRules().get(code);
  if (!rule || !Array.isArray(selectors)) return -1;
  const matching = selectors.filter((item) => typeof item === 'string' && matchesSelector(item, rule));
  return Math.max(-1, ...matching.map((selector: string) => (selector === 'ALL' ? 0 : selector.length)));
}
