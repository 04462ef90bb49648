import { compareDiagnostics, type Diagnostic, type Report } from '@hone/core/diagnostics';
import type { Recovered } from './journal/recover.js';
import type { Undone } from './journal/undo.js';
import { identityOf } from './compare/seen.js';
import type { ApplyResult, HeldFix } from './types.js';

/** What is said of a run besides its result. */
export interface SummaryFacts {
  targets: readonly string[];
  dryRun: boolean;
  patchPath: string;
  /** The command that takes it back. */
  undo: string;
}

/** Fixes that were kept back that are shown at most. */
const MAX_HELD = 10;

/** What became of a plan, for the terminal: what was applied, what was kept back and why, what is left. */
export function renderApplied(result: ApplyResult, facts: SummaryFacts): string[] {
  const { applied, held, files, verifications, passes, remaining, uncovered } = result;
  if (applied.length === 0 && held.length === 0) return ['Nothing to apply: the plan has no fixes.'];
  const done = facts.dryRun ? 'Would apply' : 'Applied';
  const tries = plural(verifications, 'verification');
  const how =
    verifications === 0
      ? ''
      : ` Verified by ${facts.targets.join(', ')}: ${tries} in ${plural(passes, 'pass', 'passes')}.`;
  const lines = [`${done} ${plural(applied.length, 'fix', 'fixes')} in ${plural(files.length, 'file')}.${how}`];
  if (held.length > 0) lines.push(`  ${held.length} kept back:`, ...heldLines(held));
  if (uncovered.length > 0) lines.push(`  ${plural(uncovered.length, 'finding')} could not be seen before.`);
  if (applied.length > 0) {
    lines.push(remaining.length === 0 ? '  Nothing is left.' : `  ${plural(remaining.length, 'finding')} left.`);
    lines.push(facts.dryRun ? `The patch: ${facts.patchPath}` : `To take it back: ${facts.undo}`);
  }
  return lines;
}

function heldLines(held: readonly HeldFix[]): string[] {
  const lines = held
    .slice(0, MAX_HELD)
    .map(({ fix, explanation }) => `    ${fix.description} (${fix.fixer}): ${explanation}`);
  return held.length > MAX_HELD ? [...lines, `    and ${held.length - MAX_HELD} more, which the report names.`] : lines;
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
    return { ...diagnostic, hint: diagnostic.hint === undefined ? hint : `${hint} ${diagnostic.hint}` };
  });
  return { tools: [], diagnostics: diagnostics.sort(compareDiagnostics) };
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
