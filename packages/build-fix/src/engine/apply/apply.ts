import type { FileChange } from '@hone/core/edits';
import type { FixPlan, PlannedFix } from '../types.js';
import { filesOf } from './compare/judge.js';
import { withoutRepeats } from './compare/seen.js';
import { explainFault } from './explain.js';
import { writeTree } from './journal/write-tree.js';
import type { Baseline } from './search/outcome.js';
import { type PassResult, runPass } from './search/run-pass.js';
import { filesOfPlan, sortOut } from './sort-out.js';
import type { ApplyOptions, ApplyResult, Verifier, WorkingCopy } from './types.js';
import { type SteadyVerifier, createSteadyVerifier } from './verifier/steady.js';
import { type CopyFiles, createCopyFiles } from './workspace/copy-files.js';
import { createGuard, readDirty } from './workspace/guard.js';

const DEFAULT_PASSES = 5;
const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;

/** The copy with what works on it. */
interface Bench {
  copy: WorkingCopy & { verifier: Verifier };
  files: CopyFiles;
  verifier: SteadyVerifier;
}

/**
 * Carries out a plan: tries its fixes in a copy of the workspace, keeps those that break nothing and do what they are for,
 * plans again for what is left as long as that gets less, and writes what was kept to the tree in one step.
 *
 * @throws HoneError when the tree can not be written; it is then as it was
 */
export async function applyPlan(plan: FixPlan, options: ApplyOptions): Promise<ApplyResult> {
  const { maxPasses = DEFAULT_PASSES, replan, signal } = options;
  const result: ApplyResult = {
    applied: [],
    held: [],
    files: [],
    verifications: 0,
    passes: 0,
    remaining: plannedFindings(plan),
    uncovered: [],
  };
  const failed = new Set<string>();
  let bench: Bench | undefined;
  const { skipped = [] } = plan;
  let baseline: Baseline = { seen: result.remaining, entries: [], failed: [], skipped, isOfCopy: false };
  let current = plan;
  while (result.passes < maxPasses) {
    signal.throwIfAborted();
    const open = await chooseFixes(current, options, { result, failed, bench });
    if (open.length === 0) break;
    bench ??= await openBench(options);
    const mayFollow = replan !== undefined && result.passes + 1 < maxPasses;
    const pass = await runPass(open, { ...(await passOptions(bench, baseline, options)), mayFollow });
    result.passes++;
    report(pass, result, failed, options);
    result.verifications = bench.verifier.runs;
    if (pass.problem !== undefined) {
      result.problem = { message: pass.problem, hint: 'What could not be verified was not applied.' };
      break;
    }
    // A further plan is of use when there is less than before, and something left.
    if (pass.after === undefined || pass.gone === 0 || pass.after.seen.length === 0 || replan === undefined) break;
    baseline = pass.after;
    if (result.passes < maxPasses) current = await replan(baseline.entries, bench.copy);
  }
  result.files = bench?.files.changes() ?? [];
  if (result.files.length > 0 && !options.dryRun) await write(plan, result, options);
  return result;
}

/** The fixes of a plan that can be tried; the others are held. */
async function chooseFixes(
  plan: FixPlan,
  options: ApplyOptions,
  { result, failed, bench }: { result: ApplyResult; failed: ReadonlySet<string>; bench: Bench | undefined },
): Promise<PlannedFix[]> {
  const { workspaceRoot, signal, allowDirty = false, protects = () => undefined, allows = () => false } = options;
  const names = filesOfPlan(plan);
  const guard = await createGuard(workspaceRoot, names, signal);
  const dirty = allowDirty ? new Set<string>() : await readDirty(workspaceRoot, names, signal);
  const root = bench?.copy.workspace ?? workspaceRoot;
  const failedBefore = (fix: PlannedFix): boolean => failed.has(keyOf(fix));
  const { open, held } = sortOut(plan, { root, guard, dirty, protects, allows, failedBefore });
  result.held.push(...held);
  const waiting = held.filter(({ reason }) => reason === 'uncommitted-changes');
  if (waiting.length === 0 || bench) return open;
  const changed = [...new Set(waiting.flatMap(({ fix }) => filesOf(fix)).filter((file) => dirty.has(file)))];
  result.problem = {
    message: `${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}: changes that are not committed.`,
    hint: 'Commit or stash them, or allow it with --allowDirty; `undo` takes back what build-fix writes.',
  };
  // A clean state is wanted of all files together: what is committed apart can be told apart.
  for (const fix of open) {
    result.held.push({ fix, reason: 'uncommitted-changes', explanation: 'It waits for the others.' });
  }
  return [];
}

async function openBench(options: ApplyOptions): Promise<Bench> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, backOff } = options;
  const copy = await options.openCopy();
  const verifier = createSteadyVerifier(copy.verifier, { timeoutMs, signal, ...(backOff && { backOff }) });
  return { copy, files: createCopyFiles(copy.workspace, options.workspaceRoot), verifier };
}

async function passOptions(
  { copy: { workspace, env }, files, verifier }: Bench,
  baseline: Baseline,
  options: ApplyOptions,
) {
  const { workspaceRoot, fingerprintOf, timeoutMs = DEFAULT_TIMEOUT_MS, signal, protects, progress } = options;
  const guard = await createGuard(workspaceRoot, [], signal);
  return {
    files,
    verifier,
    baseline,
    fingerprintOf,
    ignores: options.ignores,
    score: options.score ?? (() => 0),
    place: { workspace, env, timeoutMs, signal },
    refuses: (file: string) => guard.refuses(file) ?? protects?.(file),
    progress: progress ?? (() => undefined),
  };
}

/** Adds what came of a pass to the result, and tells what was learned. */
function report(pass: PassResult, result: ApplyResult, failed: Set<string>, { onOutcome }: ApplyOptions): void {
  const told = (fix: PlannedFix, kept: boolean): void => {
    for (const fingerprint of new Set(fix.answers.map((answer) => answer.fingerprint))) {
      onOutcome?.(fingerprint, fix.fixer, kept);
    }
  };
  for (const fix of pass.kept) {
    result.applied.push({ fix, pass: result.passes });
    told(fix, true);
  }
  for (const { fix, fault } of pass.held) {
    result.held.push(explainFault(fix, fault));
    failed.add(keyOf(fix));
    // A command that can't run here says nothing of the fix.
    if (fault.message === undefined) told(fix, false);
  }
  for (const fix of pass.untried) {
    result.held.push({ fix, reason: 'not-verified', explanation: pass.problem ?? 'It could not be verified.' });
  }
  result.uncovered.push(...pass.uncovered);
  if (pass.after) result.remaining = withoutRepeats(pass.after.seen);
}

/** Writes what was kept to the tree, files of one fix together. */
async function write(plan: FixPlan, result: ApplyResult, options: ApplyOptions): Promise<void> {
  const { workspaceRoot, stateFolder, signal } = options;
  const names = result.files.map(({ path }) => path);
  const guard = await createGuard(workspaceRoot, names, signal);
  const base64 = (text: string | undefined): string | null =>
    text === undefined ? null : Buffer.from(text).toString('base64');
  const count = result.applied.length;
  signal.throwIfAborted();
  await writeTree(
    {
      project: plan.project,
      title: `${count} ${count === 1 ? 'fix' : 'fixes'} of ${plan.project}`,
      files: result.files.map(({ path, before, after }: FileChange) => ({
        file: path,
        before: base64(before),
        after: base64(after),
      })),
      groups: result.applied.map(({ fix }) => filesOf(fix)),
    },
    { workspaceRoot, stateFolder, refuses: (file) => guard.refuses(file) },
  );
}

/** What was found when the plan was made. */
function plannedFindings({ fixes, offered = [], left }: FixPlan) {
  return withoutRepeats([...[...fixes, ...offered].flatMap(({ answers }) => answers), ...left]);
}

/** What is the same of a fix when it is planned again on other lines. */
function keyOf({ fixer, description, answers }: PlannedFix): string {
  const places = answers.map(({ fingerprint, diagnostic }) => `${fingerprint} ${diagnostic.location?.file ?? ''}`);
  return JSON.stringify([fixer, description, [...new Set(places)].sort()]);
}
