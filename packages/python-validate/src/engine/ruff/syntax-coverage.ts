import { overridesOf } from './config/engine-options.js';
import { toSlashes } from './config/file-patterns.js';
import { matchesSelector } from './config/selectors.js';
import type { RuffRequest } from './engine.js';
import type { RuffFinding } from './finding.js';
import { embeddedVersion, isSyntaxCode, ruffRules, syntaxRules } from './rule-table.js';

/**
 * Tells whether linting a file also answers whether it compiles, so that a second run over it can be spared: all syntax
 * rules are on, for the same Python, and nothing in the configuration or in the file can hide what they find.
 */
export function lintCoversSyntax({ file, lint, syntax }: RuffRequest, version: string): boolean {
  if (!lint || !syntax) return false;
  // What other versions select by default is not known here.
  const isSelectionKnown = version === embeddedVersion || lint.merged.selections.some(({ select }) => select);
  if (!isSelectionKnown || !syntaxRules.every((code) => lint.rules.enabled.has(code))) return false;
  const { ignores, targetVersion } = overridesOf(lint, toSlashes(file.path));
  if (targetVersion !== syntax) return false;
  if (ignores.some((selector) => hidesSyntaxRule(selector))) return false;
  return !/noqa|ruff\s*:/i.test(file.text);
}

function hidesSyntaxRule(selector: string): boolean {
  return syntaxRules.some((code) => {
    const rule = ruffRules().get(code);
    return rule !== undefined && matchesSelector(selector, rule);
  });
}

/** The findings that mean that a file does not compile. */
export function syntaxFindings(findings: readonly RuffFinding[]): RuffFinding[] {
  return findings.filter(({ code }) => isSyntaxCode(code));
}

/**
 * Makes suppression comments unreadable without moving anything: a syntax error can't be waved through by a comment,
 * and the embedded engine has no switch for that.
 */
export function withoutSuppressions(text: string): string {
  if (!/noqa|ruff\s*:/i.test(text)) return text;
  return text.replace(/#[^\n\r]*/g, (comment) => comment.replace(/noqa/gi, 'no-a').replace(/ruff(?=\s*:)/gi, 'r-ff'));
}
