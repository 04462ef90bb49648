import { createHash } from 'node:crypto';
import { compareDiagnostics, compareText } from '@hone/core/diagnostics';
import type { LazyFixer } from '../fixers/index.js';
import type { FixContext, FixPlan, Learned, LogEntry, PlannedFix } from '../types.js';
import { fileOfChange } from './apply-fixes.js';
import { askFixers } from './ask-fixers.js';
import { checkCandidates } from './check-candidates.js';
import { checkEntries, type Left } from './check-entries.js';
import { type Choice, type Refusal, textsOf } from './choice.js';
import { explainLeft } from './left.js';
import { createMerger, type Lost, type Taken } from './merge.js';
import { hasProvedItself, orderCandidates } from './order.js';
import { createProtection } from './protect.js';
import { createScope, type ScopeOptions } from './scope.js';

/** What a plan is made with. */
export interface PlanOptions extends ScopeOptions {
  /** The targets whose failures the entries are, and with which the outcome is verified. */
  targets: readonly string[];
  /** Tasks of those targets that did not run, since others had failed. */
  skipped?: readonly string[];
  fixers: readonly LazyFixer[];
  /** Ids of fixers for an entry, the preferred first. */
  routeOf: (entry: LogEntry) => readonly string[];
  /** Names the group of a diagnostic. */
  fingerprintOf: (entry: LogEntry) => string;
  /** Whether candidates of a fixer, or of a rule, are wanted. Default: all. */
  wants?: (fixer: string) => boolean;
  /** What was learned and is shared. Default: nothing. */
  learned?: Learned;
  /** How often what was left for another's sake is looked at again. Default 10. */
  maxPasses?: number;
  /** Which of some files git ignores. Default: none. */
  ignoredOf?: (files: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A plan with what is not part of its file. */
export interface PlanResult {
  plan: FixPlan;
  /** How many entries belong to projects that this one does not depend on. */
  foreign: number;
  /** Sentences on what went wrong on the way. */
  problems: string[];
}

export const defaultMaxPasses = 10;

/**
 * Plans what to change so that diagnostics go away: asks the fixers for candidates, sorts out those that do not fit the
 * files, and takes of the rest what goes together. A pure function of entries, texts and options as far as fixers are.
 */
export async function planFixes(
  entries: readonly LogEntry[],
  context: FixContext,
  options: PlanOptions,
): Promise<PlanResult> {
  const { files, project, projects, unsafe } = context;
  const { fixers, routeOf, wants = () => true, learned = () => undefined, maxPasses = defaultMaxPasses } = options;
  const fingerprintOf = kept(options.fingerprintOf);
  const texts = textsOf((file) => files.read(file));
  const scope = createScope(project, projects, options);
  const { open, left, foreign } = checkEntries(entries, { files, texts, scope });
  const { proposed, asked, problems } = await askFixers(open, context, fixers, routeOf, wants);

  const order = { learned, fingerprintOf };
  const candidates = orderCandidates(
    proposed.filter(({ candidate }) => wants(candidate.fixer)),
    order,
  );
  const changed = new Set(candidates.flatMap(({ changes }) => changes.map(fileOfChange)));
  const ignored = (await options.ignoredOf?.([...changed].sort(compareText))) ?? new Set();
  const protection = createProtection(texts.read, (file) => ignored.has(file));
  const { choices, refusals } = checkCandidates(candidates, { files, texts, scope, protection });

  const merger = createMerger(texts, maxPasses);
  const isWanted = ({ candidate }: Choice): boolean =>
    candidate.applicability === 'safe' || unsafe || hasProvedItself(candidate, order);
  const main = merger.take(choices.filter(isWanted));
  const answered = new Set(main.answered);
  const more = merger.take(choices.filter((choice) => !isWanted(choice)));

  // Also of those that would have to wait for another: first of all they have to be allowed.
  const wanting = [...more.taken, ...more.lost].map(({ choice }): Refusal => needsUnsafe(choice));
  const lost = main.lost.map(toRefusal);
  const unanswered = open.filter((entry) => !answered.has(entry));
  const rest = explainLeft(unanswered, [...refusals, ...lost, ...wanting], asked);
  const fixes = plannedFixes(main.taken, fingerprintOf);
  const offered = plannedFixes(more.taken, fingerprintOf);
  const plan: FixPlan = {
    version: 1,
    project: project.name,
    targets: options.targets,
    ...(options.skipped?.length && { skipped: options.skipped }),
    base: digestsOf([...fixes, ...offered], texts.read),
    fixes,
    ...(offered.length > 0 && { offered }),
    left: leftOf([...left, ...rest], fingerprintOf),
  };
  return { plan, foreign, problems };
}

function kept(fingerprintOf: PlanOptions['fingerprintOf']): PlanOptions['fingerprintOf'] {
  const known = new Map<LogEntry, string>();
  return (entry) => {
    const fingerprint = known.get(entry) ?? fingerprintOf(entry);
    known.set(entry, fingerprint);
    return fingerprint;
  };
}

function needsUnsafe({ candidate }: Choice): Refusal {
  return {
    candidate,
    reason: 'needs-unsafe',
    explanation: `"${candidate.description}" may change what the program does; the option \`unsafe\` takes it.`,
  };
}

function toRefusal({ choice: { candidate }, winner }: Lost): Refusal {
  const explanation = winner
    ? `"${candidate.description}" stands in the way of "${winner.candidate.description}", which is preferred.`
    : `"${candidate.description}" found no place within \`maxPasses\`.`;
  return { candidate, reason: 'conflict', explanation };
}

/** In the order in which they are applied. */
function plannedFixes(taken: readonly Taken[], fingerprintOf: PlanOptions['fingerprintOf']): PlannedFix[] {
  return [...taken]
    .sort((a, b) => a.pass - b.pass)
    .map(({ choice: { candidate }, pass }) => {
      const { fixer, description, applicability, changes, commands } = candidate;
      const answers = candidate.answers
        .map((entry) => ({ fingerprint: fingerprintOf(entry), diagnostic: withoutFixes(entry) }))
        .sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic));
      const content = { fixer, changes, ...(commands?.length && { commands }), answers };
      return { id: digest(JSON.stringify(content)).slice(0, 16), description, applicability, pass, ...content };
    });
}

function leftOf(left: readonly Left[], fingerprintOf: PlanOptions['fingerprintOf']): FixPlan['left'] {
  return left
    .map(({ entry, reason, explanation }) => ({
      fingerprint: fingerprintOf(entry),
      diagnostic: withoutFixes(entry),
      reason,
      explanation,
    }))
    .sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic));
}

/** What a tool would suggest stands among the changes, or is not wanted. */
function withoutFixes({ diagnostic }: LogEntry): LogEntry['diagnostic'] {
  const rest = { ...diagnostic };
  delete rest.fixes;
  return rest;
}

function digestsOf(
  fixes: readonly PlannedFix[],
  read: (file: string) => string | undefined,
): Record<string, string | null> {
  const changed = fixes.flatMap(({ changes, commands = [] }) => [
    ...changes.map(fileOfChange),
    ...commands.flatMap((command) => command.changes),
  ]);
  const names = [...new Set(changed)].sort(compareText);
  return Object.fromEntries(
    names.map((file) => {
      const text = read(file);
      return [file, text === undefined ? null : digest(text)];
    }),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
