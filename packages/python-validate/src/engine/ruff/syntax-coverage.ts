import { overridesOf } from './config/engine-options.js';
import { toSlashes } from './config/file-patterns.js';
import type { RuffConfig } from './config/ruff-config.js';
import { matchesSelector } from './config/selectors.js';
import type { RuffRequest } from './engine.js';
import type { RuffFinding } from './finding.js';
import { embeddedVersion, isSyntaxCode, ruffRules, syntaxRules } from './rule-table.js';

/** Words without which a file can't break a rule. A rule that is not named here could be broken anywhere. */
const neededWords: Readonly<Record<string, readonly string[]>> = {
  F404: ['__future__'],
  F407: ['__future__'],
  F701: ['break'],
  F702: ['continue'],
  F706: ['return'],
  F707: ['except'],
  PLE0115: ['global', 'nonlocal'],
  PLE0116: ['continue', 'finally'],
  PLE0117: ['nonlocal'],
  PLE0118: ['global'],
  PLE1700: ['async', 'yield'],
};
/** `await`, `async for`, `async with`: each has one of these. */
const asyncWord = /\bawait\b|\basync\s*(?:\\\r?\n\s*)*(?:for|with)\b/;

/**
 * Tells whether lint runs of files may have the syntax rules on too, so that they vouch for the syntax of nearly every
 * file: what the user did not select can then be told apart and dropped, and no comment is judged differently for it.
 */
export function canWiden(requests: readonly RuffRequest[], version: string): boolean {
  return requests.every(
    ({ file, lint }) => lint === undefined || (isSelectionKnown(lint, version) && !namesSyntaxRule.test(file.text)),
  );
}

/** `RUF100` judges a suppression by which rules are on. */
const namesSyntaxRule = /noqa[^\n\r]*\b(?:F[467]|PLE)/i;

/**
 * Tells whether linting a file also answers whether it compiles, so that a second run over it can be spared: for the
 * same Python, each syntax rule is on, or the file lacks the words to break it, and no comment can hide a finding.
 *
 * @param widened whether the lint run has the syntax rules on whatever the configuration selects.
 */
export function lintCoversSyntax({ file, lint, syntax }: RuffRequest, version: string, widened = false): boolean {
  if (!lint || !syntax) return false;
  const { ignores, targetVersion } = overridesOf(lint, toSlashes(file.path));
  if (!isSelectionKnown(lint, version) || targetVersion !== syntax || hasHidingComment(file.text)) return false;
  return syntaxRules.every((code) => {
    const rule = ruffRules().get(code);
    const isSelected = widened || lint.rules.enabled.has(code);
    const isOn = rule && isSelected && !ignores.some((selector) => matchesSelector(selector, rule));
    return isOn || !canBreak(code, file.text);
  });
}

/** What a widened lint run found because the user wants it, and not only for the syntax. */
export function selectedFindings({ lint }: RuffRequest, findings: readonly RuffFinding[]): RuffFinding[] {
  return findings.filter(({ code }) => !syntaxRules.includes(code) || lint?.rules.enabled.has(code));
}

/** What versions other than the embedded one select by default is not known here. */
function isSelectionKnown(lint: RuffConfig, version: string): boolean {
  return version === embeddedVersion || lint.merged.selections.some(({ select }) => select);
}

function canBreak(code: string, text: string): boolean {
  if (code === 'PLE1142') return asyncWord.test(text);
  return neededWords[code]?.every((word) => text.includes(word)) ?? true;
}

/**
 * Whether a comment might hide a syntax finding: `noqa` that names only codes of other families can't; any other
 * suppression might.
 */
function hasHidingComment(text: string): boolean {
  if (!/noqa|ruff\s*:/i.test(text)) return false;
  const harmless = /noqa\s*:\s*((?:[A-Z]+[0-9]+[\s,]*)+)(?=$|#|\()/gim;
  const open = text.replace(harmless, (whole, codes: string) =>
    /(?:^|[\s,])(?:F[467]|PLE)/i.test(codes) ? whole : '',
  );
  return /noqa|ruff\s*:\s*(?!isort|$)/im.test(open);
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
