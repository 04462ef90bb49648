import { compareDiagnostics, compareText, type Diagnostic, type Report } from '@hone/core/diagnostics';
import { fileOfChange } from '../plan/apply-fixes.js';
import type { PlannedFix } from '../types.js';
import type { Recovered } from './journal/recover.js';
import type { Undone } from './journal/undo.js';
import { identityOf } from './compare/seen.js';
import type { ApplyResult, HeldFix } from './types.js';

/** What is said of a run besides its result. */
export interface SummaryFacts {
  targets: readonly string[];
  dryRun: boolean;
  patchPath: string;
  reportPath: string;
  /** The command that takes it back. */
  undo: string;
}

/** Fixes that were kept back, and findings that came to light, that are shown at most. */
const MAX_SHOWN = 10;

/** What became of a plan, for the terminal: what was applied, what was kept back and why, what is left, and what one can do. */
export function renderApplied(result: ApplyResult, facts: SummaryFacts): string[] {
  const { applied, held, files, verifications, passes, uncovered } = result;
  const total = applied.length + held.length;
  if (total === 0) return ['Nothing to apply: the plan has no fixes.'];
  const done = facts.dryRun ? 'Would apply' : 'Applied';
  const count =
    held.length === 0 ? plural(total, 'fix', 'fixes') : `${applied.length} of ${plural(total, 'fix', 'fixes')}`;
  const where = applied.length === 0 ? '.' : ` in ${plural(files.length, 'file')}: ${byFixer(result)}.`;
  const lines = [`${done} ${count}${where}`];
  if (verifications > 0) {
    const tries = `${plural(verifications, 'verification')} in ${plural(passes, 'pass', 'passes')}`;
    lines.push(`Verified by ${facts.targets.join(', ')}: ${tries}.`);
  }
  if (held.length > 0) lines.push(`${held.length} kept back:`, ...heldLines(held));
  if (uncovered.length > 0) {
    lines.push(
      `${plural(uncovered.length, 'finding')} could not be seen before, and ${uncovered.length === 1 ? 'is' : 'are'} no fault of a fix.`,
    );
  }
  return [...lines, ...nextLines(result, facts)];
}

function nextLines({ applied, remaining, verifications }: ApplyResult, facts: SummaryFacts): string[] {
  const lines: string[] = [];
  if (verifications > 0) {
    lines.push(
      remaining.length === 0 ? 'Nothing is left.' : `${plural(remaining.length, 'finding')} left: ${facts.reportPath}`,
    );
  }
  if (applied.length > 0) lines.push(facts.dryRun ? `The patch: ${facts.patchPath}` : `To take it back: ${facts.undo}`);
  return lines;
}

function byFixer({ applied }: ApplyResult): string {
  const counts = new Map<string, number>();
  for (const { fix } of applied) counts.set(fix.fixer, (counts.get(fix.fixer) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  const shown = sorted.slice(0, MAX_SHOWN).map(([fixer, count]) => `${count} by ${fixer}`);
  return [...shown, ...(sorted.length > MAX_SHOWN ? [`${sorted.length - MAX_SHOWN} others`] : [])].join(', ');
}

/** Each with its place and the reason; those that have one reason for all are told once, with their number. */
function heldLines(held: readonly HeldFix[]): string[] {
  const groups = new Map<string, HeldFix[]>();
  for (const each of held) {
    const key = `${each.reason}\0${each.explanation}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const shown = [...groups.values()].slice(0, MAX_SHOWN);
  const lines = shown.flatMap(([first, ...others]) => {
    const more = others.length > 0 ? `, and ${plural(others.length, 'other')}` : '';
    const { fix, explanation } = first!;
    return [`  ${placeOf(fix)}${fix.description} (${fix.fixer})${more}`, `    ${explanation}`];
  });
  const rest = held.length - shown.reduce((sum, each) => sum + each.length, 0);
  return rest > 0 ? [...lines, `  and ${rest} more, which the report names.`] : lines;
}

function placeOf({ answers, changes }: PlannedFix): string {
  const location = answers.find(({ diagnostic }) => diagnostic.location)?.diagnostic.location;
  if (location) return `${location.file}${location.region ? `:${location.region.start.line}` : ''}  `;
  return changes[0] ? `${fileOfChange(changes[0])}  ` : '';
}

/** What was taken back, for the terminal. */
export function renderUndone({ title, restored, refused }: Undone): string[] {
  const lines = [`Took back ${title}: ${plural(restored.length, 'file is', 'files are')} as before.`];
  for (const { file, changed } of refused) {
    lines.push(
      file === changed
        ? `  ${file} stays as it is: it was changed since.`
        : `  ${file} stays as it is: it belongs to ${changed}, which was changed since.`,
    );
  }
  return lines;
}

/** What an ended run had begun, for the terminal. */
export function renderRecovered({ title, restored, changedSince }: Recovered): string[] {
  const lines = [
    `A run was ended while it wrote ${title}: ${plural(restored.length, 'file is', 'files are')} as before.`,
  ];
  return [...lines, ...changedSince.map((file) => `  ${file} stays as it is: it was changed since.`)];
}

/** What is left, in the words of the tools, each with the reason why its fix was kept back where there is one. */
export function leftReport({ remaining, held }: ApplyResult): Report {
  const reasons = new Map(held.flatMap((each) => each.fix.answers.map((answer) => [identityOf(answer), each])));
  const diagnostics = remaining.map((seen): Diagnostic => {
    const { fixes: _, ...diagnostic } = seen.diagnostic;
    const found = reasons.get(identityOf(seen));
    if (!found) return diagnostic;
    const hint = `Kept back (${found.reason}): "${found.fix.description}" of ${found.fix.fixer}. ${found.explanation}`;
    // What the tool suggests is often just this fix.
    const isKnown = diagnostic.hint === undefined || hint.includes(diagnostic.hint.replace(/\.$/, ''));
    return { ...diagnostic, hint: isKnown ? hint : `${hint} ${diagnostic.hint}` };
  });
  return { tools: [], diagnostics: diagnostics.sort(compareDiagnostics) };
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
