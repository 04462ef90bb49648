import { compareText } from '@hone/core/diagnostics';
import type { FixPlan, LeftReason } from '../types.js';

/** What is said of a plan besides what it holds. */
export interface SummaryFacts {
  /** Tasks that failed, `app:lint`; of logs, their files. */
  sources: readonly string[];
  /** Entries of other projects. */
  foreign: number;
  problems: readonly string[];
  /** How many files the patch changes, and where it is. */
  changedFiles: number;
  patchPath: string;
  /** The command that applies the plan. */
  next: string;
}

/** Kinds of findings that are shown at most. */
const MAX_GROUPS = 10;
const MAX_MESSAGE = 90;

const REASONS: Record<LeftReason, string> = {
  'no-fixer': 'no fixer knows it',
  'no-candidate': 'its fixers have no answer',
  'needs-unsafe': 'needs `unsafe`',
  manual: 'by hand',
  conflict: 'another fix stands in its way',
  'file-changed': 'the file was changed since',
  'file-missing': 'the file is missing',
  'out-of-range': 'its place is not in the file',
  excluded: 'excluded',
  'protected-file': 'the file is generated, vendored or ignored',
  'failed-verification': 'its fix did not hold',
};

/** A plan for the terminal: how much there is, what fixes how much of it, what is left and why, and what to do next. */
export function renderSummary(plan: FixPlan, facts: SummaryFacts): string[] {
  const answered = plan.fixes.flatMap(({ answers }) => answers);
  const all = [...answered, ...plan.left];
  const where = facts.sources.length > 0 ? ` from ${listed(facts.sources, 5)}` : '';
  if (all.length === 0) return [nothingSaid(plan, facts, where), ...facts.problems];
  const groups = new Set(all.map(({ fingerprint }) => fingerprint)).size;
  const lines = [`${plural(all.length, 'finding')} in ${plural(groups, 'group')}${where}.`];
  if (answered.length > 0) lines.push(`  ${answered.length} fixed: ${byFixer(plan)}`);
  if (plan.left.length > 0) lines.push(`  ${plan.left.length} left:`, ...leftLines(plan.left));
  if (facts.foreign > 0) lines.push(`  ${facts.foreign} in files of other projects, which their own plans answer.`);
  lines.push(...facts.problems, ...nextLines(plan, facts));
  return lines;
}

function nothingSaid({ targets }: FixPlan, { sources, foreign }: SummaryFacts, where: string): string {
  if (foreign > 0) return `Nothing to fix here: ${plural(foreign, 'finding')}${where} in files of other projects.`;
  if (sources.length > 0) return `Nothing that can be read was found in the output${where}.`;
  return targets.length > 0 ? `Nothing to fix: ${targets.join(', ')} passed.` : 'Nothing to fix: no target to look at.';
}

function byFixer({ fixes }: FixPlan): string {
  const counts = new Map<string, number>();
  for (const { fixer, answers } of fixes) counts.set(fixer, (counts.get(fixer) ?? 0) + answers.length);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  return listed(
    sorted.map(([fixer, count]) => `${count} by ${fixer}`),
    8,
  );
}

function leftLines(left: FixPlan['left']): string[] {
  const groups = new Map<string, { count: number; what: string; reason: LeftReason }>();
  for (const { fingerprint, diagnostic, reason } of left) {
    const key = `${fingerprint} ${reason}`;
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { count: 1, what: `${diagnostic.ruleId}  ${shorten(diagnostic.message)}`, reason });
  }
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count || compareText(a.what, b.what));
  const shown = sorted.slice(0, MAX_GROUPS);
  const width = String(shown[0]?.count ?? 0).length;
  const lines = shown.map(
    ({ count, what, reason }) => `    ${String(count).padStart(width)}  ${what}  (${REASONS[reason]})`,
  );
  const rest = sorted.slice(MAX_GROUPS).reduce((sum, { count }) => sum + count, 0);
  return rest > 0 ? [...lines, `    … and ${rest} more`] : lines;
}

function nextLines({ fixes, offered }: FixPlan, { patchPath, changedFiles, next }: SummaryFacts): string[] {
  if (fixes.length === 0) {
    return offered ? [`Nothing is fixed unasked; ${plural(offered.length, 'fix', 'fixes')} with --unsafe.`] : [];
  }
  const commands = [
    ...new Set(fixes.flatMap((fix) => (fix.commands ?? []).map(({ command, args }) => [command, ...args].join(' ')))),
  ];
  return [
    `${patchPath} changes ${plural(changedFiles, 'file')}. Next: ${next}`,
    ...(commands.length > 0 ? [`That also runs ${listed(commands, 5)}, which a patch can not hold.`] : []),
  ];
}

function shorten(message: string): string {
  // eslint-disable-next-line no-control-regex
  const line = message.split(/\r\n|\r|\n/, 1)[0]!.replace(/[\u0000-\u001F\u007F-\u009F]/g, ' ');
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE - 1)}…` : line;
}

function listed(names: readonly string[], max: number): string {
  const shown = names.slice(0, max);
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
