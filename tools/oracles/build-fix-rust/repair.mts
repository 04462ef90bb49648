import type { Diagnostic } from '@hone/core';
import { applyPlannedFixes } from '../../../packages/build-fix/src/engine/plan/apply-fixes.js';
import { oneProject, planWith } from '../../../packages/build-fix/src/engine/plan/fixtures/one-project.js';
import type { FixPlan, LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** What became of a text. */
export interface Repair {
  text: string;
  passes: number;
}

/**
 * Applies what is found in a text by the planner, and again as long as one fix stood in the way of another. New findings in
 * new text are another question.
 *
 * @param find the entries about a text
 */
export async function repair(
  file: string,
  text: string,
  find: (text: string) => Promise<LogEntry[]>,
  maxPasses = 10,
): Promise<Repair> {
  for (let pass = 1; pass <= maxPasses; pass++) {
    const plan = await planFor(file, text, await find(text));
    const before = text;
    text = applyPlannedFixes(plan.fixes, () => before)[0]?.after ?? text;
    if (!plan.left.some(({ reason }) => reason === 'conflict')) return { text, passes: pass };
  }
  return { text, passes: maxPasses };
}

async function planFor(file: string, text: string, entries: readonly LogEntry[]): Promise<FixPlan> {
  const files = {
    read: (name: string) => (name === file ? text : undefined),
    exists: (name: string) => name === file,
    list: () => [file],
  };
  const { plan, problems } = await planWith('suggestions', entries, oneProject('/', true, files));
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  return plan;
}

/**
 * Entries with that one of their fixes that has the number, where they have so many, else with their first, as `ui_test`
 * chooses; it counts as safe whatever the compiler says, since all suggestions are applied there.
 */
export function withAlternative(entries: readonly LogEntry[], number: number): LogEntry[] {
  return entries.map((entry) => {
    const fixes = (entry.diagnostic.fixes ?? []).filter(({ edits }) => edits.length > 0);
    return withFixes(entry, [fixes[number] ?? fixes[0]]);
  });
}

/** Entries whose fixes all count as safe. */
export function withAll(entries: readonly LogEntry[]): LogEntry[] {
  return entries.map((entry) => withFixes(entry, entry.diagnostic.fixes ?? []));
}

function withFixes(
  entry: LogEntry,
  fixes: readonly (NonNullable<Diagnostic['fixes']>[number] | undefined)[],
): LogEntry {
  const safe = fixes.filter((fix) => fix !== undefined).map((fix) => ({ ...fix, applicability: 'safe' as const }));
  return { ...entry, diagnostic: { ...entry.diagnostic, fixes: safe } };
}
