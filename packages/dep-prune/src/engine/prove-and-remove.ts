import type { Diagnostic } from '@hone/core/diagnostics';
import type { FileChange } from '@hone/core/edits';
import type { Walker } from '@hone/core/files';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';
import { verdictKinds } from './judge/verdict-kinds.js';
import { outcomeOf, withNotes, withPatch } from './outcome.js';
import { applyRemoval, undoRemoval } from './removal/apply-removal.js';
import { lockOf } from './removal/lock-tools.js';
import { withoutSharedManifests } from './removal/own-manifests.js';
import { planChanges } from './removal/plan-removal.js';
import { type RelockedAll, relockAll } from './removal/relock-all.js';
import { editNotes, keyOf, leftNotes } from './removal/removal-notes.js';
import { findingOf } from './report/finding-rules.js';
import type { JudgedProject, PruneRun, Verdict } from './types.js';
import { type Proofs, withProofs } from './verify/proofs.js';
import { type Prover, createProver } from './verify/prover.js';

type Task = EngineTask<PruneOptions>;

/** What was decided for one task, and what of it has been written. */
interface Step {
  task: Task;
  judged: JudgedProject;
  proofs: Proofs | undefined;
  notes: string[];
  diagnostics: Diagnostic[];
  /** Verdicts that are carried out. */
  wanted: readonly Verdict[];
  changes: readonly FileChange[];
  written: readonly FileChange[];
}

/**
 * Proves and removes, one project after the other, so that each is judged and proved with the former ones' dependencies
 * gone; lock files come last, each once. Ended before that, the manifests are put back.
 */
export async function* proveAndRemove(
  tasks: readonly Task[],
  run: PruneRun,
  walker: Walker,
): AsyncGenerator<readonly [string, TaskOutcome]> {
  const { workspaceRoot, signal, progress } = run.context;
  const prover = createProver(workspaceRoot, walker, signal, progress);
  const steps: Step[] = [];
  let finished = false;
  const unlocked = (): FileChange[] => steps.filter(({ proofs }) => !proofs).flatMap(({ written }) => written);
  const undo = (): void => {
    if (!finished) undoRemoval(workspaceRoot, unlocked());
  };
  signal.addEventListener('abort', undo, { once: true });
  try {
    for (const task of tasks) {
      signal.throwIfAborted();
      steps.push(await take(await plan(task, run, prover), workspaceRoot));
    }
    const locks = await relockAll(unlocked(), { workspaceRoot, signal });
    finished = true;
    for (const step of steps) yield [step.task.id, await conclude(step, locks, run)];
  } finally {
    signal.removeEventListener('abort', undo);
    undo();
    await prover.close();
  }
}

/** Judges a project, proves what was asked to be proved, and plans the changes of its files. */
async function plan(task: Task, run: PruneRun, prover: Prover): Promise<Step> {
  const { fix = false, dryRun = false, verify = false } = task.options;
  const { judged, notes } = withoutSharedManifests(await run.judge(task));
  const step = { task, judged, proofs: undefined, notes, diagnostics: [], wanted: [], changes: [], written: [] };
  if (!verify) return { ...step, wanted: judged.verdicts, changes: planChanges(judged, run.context.workspaceRoot) };
  const result = await prover.prove(judged, { keep: fix && !dryRun });
  switch (result.kind) {
    case 'nothing to prove':
      return step;
    case 'impossible':
      return { ...step, diagnostics: [notProved(result, judged)] };
    case 'proved': {
      const { proofs, changes } = result;
      const wanted = judged.verdicts.filter((verdict) => proofs.safe.has(keyOf(verdict)));
      return { ...step, proofs, wanted, changes, notes: [...notes, ...proofNotes(judged, proofs)] };
    }
  }
}

function notProved({ message, hint }: { message: string; hint: string }, { request }: JudgedProject): Diagnostic {
  const text = `Nothing was proved, and nothing is removed: ${message}`;
  return findingOf('not-proved', { message: text, hint }, { file: request.project.root });
}

function proofNotes(judged: JudgedProject, { stay, safe, ran }: Proofs): string[] {
  const kept = judged.verdicts.flatMap((verdict) => {
    const failure = stay.get(keyOf(verdict));
    return failure ? [`${verdict.name} stays: ${failure.task} fails without it: ${failure.error}`] : [];
  });
  return [`Proved by ${ran}: ${safe.size} can go, ${stay.size} had to stay.`, ...kept];
}

/** Writes the changes of a step, when that is asked for. */
async function take(step: Step, workspaceRoot: string): Promise<Step> {
  const { fix = false, dryRun = false } = step.task.options;
  if (!fix || dryRun) return step;
  const { written, left } = await applyRemoval(workspaceRoot, step.changes);
  return { ...step, written, diagnostics: [...step.diagnostics, ...left] };
}

/** The report of a project as it is now: what was removed is no finding any more. */
async function conclude(step: Step, locks: RelockedAll, run: PruneRun): Promise<TaskOutcome> {
  const { task, proofs, written, wanted, changes, diagnostics } = step;
  const { workspaceRoot } = run.context;
  const now = written.length > 0 ? withoutSharedManifests(await run.judge(task)).judged : step.judged;
  const judged = proofs ? withProofs(now, proofs) : now;
  const all = { ...judged, diagnostics: [...judged.diagnostics, ...diagnostics] };
  const outcome = withNotes(outcomeOf(task, all), step.notes);
  const { fix = false, dryRun = false } = task.options;
  if (!fix) return outcome;
  if (dryRun) return withPatch(outcome, task, changes, workspaceRoot);
  const carriedOut = task.options.split ? wanted : wanted.filter(({ kind }) => verdictKinds[kind].fix === 'remove');
  const stands = written.filter(({ path }) => !locks.undone.has(path));
  const undone = written.filter(({ path }) => locks.undone.has(path));
  const lockNotes = [...new Set(written.map(({ path }) => lockOf(workspaceRoot, path)))].map((lock) =>
    lock === undefined ? undefined : locks.notes.get(lock),
  );
  const notes = [
    ...editNotes(stands, carriedOut),
    ...undone.map(({ path }) => `${path}: put back as it was, since its lock could not be brought up to date.`),
    ...lockNotes.filter((note) => note !== undefined),
    ...leftNotes(judged.verdicts),
  ];
  return { ...withNotes(outcome, notes), ...(undone.length > 0 && { failed: true }) };
}
