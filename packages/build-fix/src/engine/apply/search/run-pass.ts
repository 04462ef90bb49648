import { applyPlannedFixes } from '../../plan/apply-fixes.js';
import type { PlannedFix } from '../../types.js';
import { type Fault, judge } from '../compare/judge.js';
import type { Seen } from '../compare/seen.js';
import type { SteadyVerifier } from '../verifier/steady.js';
import { type CommandPlace, commandsOf, runCommand } from '../workspace/commands.js';
import type { CopyFiles, CopyState } from '../workspace/copy-files.js';
import { keepBest } from './keep-best.js';
import { type Baseline, type Found, type Outcome, outcomeOf, silentTasks } from './outcome.js';

/** With what one pass is made. */
export interface PassOptions {
  files: CopyFiles;
  verifier: SteadyVerifier;
  place: Omit<CommandPlace, 'remember' | 'putBack'>;
  /** What is known before anything is tried. */
  baseline: Baseline;
  fingerprintOf: Parameters<typeof outcomeOf>[1];
  /** Whether another pass can follow this one. */
  mayFollow: boolean;
  /** Files whose findings are not looked at. */
  ignores?: ((file: string) => boolean) | undefined;
  /** How likely a fix is to be kept. */
  score: (fix: PlannedFix) => number;
  /** Why a file must not be written that only a command names. */
  refuses: (file: string) => string | undefined;
  progress: (line: string) => void;
}

/** What one pass came to. The copy holds what is kept. */
export interface PassResult {
  kept: readonly PlannedFix[];
  held: readonly { fix: PlannedFix; fault: Fault }[];
  /** Fixes of which nothing could be told, since the tool gave no answer. */
  untried: readonly PlannedFix[];
  /** What is left with the kept ones; undefined when nothing was verified. */
  after: Baseline | undefined;
  uncovered: readonly Seen[];
  /** How many findings went. */
  gone: number;
  /** Why the tool gave no answer, a sentence. */
  problem?: string;
}

/** A set that passed, and the texts with which it did. */
interface Passing {
  fixes: readonly PlannedFix[];
  found: Found;
  state: CopyState;
  uncovered: readonly Seen[];
  gone: number;
}

/** What came of trying a set in the copy. */
type Tried = (Extract<Outcome, { kind: 'run' }> & { state: CopyState }) | Exclude<Outcome, { kind: 'run' }>;

/** Thrown when the plan turns out to say too little of what was there before; what was run until then is not run again. */
class NewBaseline extends Error {}
/** Thrown when the tool gives no answer, whatever is tried. */
class NoAnswer extends Error {}

/**
 * Tries fixes together in the copy, and keeps the largest set after which nothing new is found and what they answer is
 * gone. What was there before is taken from the plan; only when findings appear that no fix can be blamed for, the tool is
 * run without any fix, to see what it says of the copy as it was.
 */
export async function runPass(fixes: readonly PlannedFix[], options: PassOptions): Promise<PassResult> {
  const runs = new Map<string, Tried>();
  const passing: Passing[] = [];
  let failing = 0;
  let { baseline } = options;

  const place = new Map(fixes.map((fix, at) => [fix, at]));
  // In the order of the plan, which is that of insertions at one place; searched are first those that are likely good.
  const inOrder = (set: readonly PlannedFix[]): PlannedFix[] => [...set].sort((a, b) => place.get(a)! - place.get(b)!);
  const likely = byScore(fixes, options.score);

  const outcomeWith = async (set: readonly PlannedFix[]): Promise<Tried> => {
    const key = set.map(({ id }) => id).join();
    const known = runs.get(key) ?? (await tryFixes(set, options));
    runs.set(key, known);
    return known;
  };
  const needBaseline = async (): Promise<void> => {
    if (baseline.isOfCopy) return;
    options.progress('Looking at what is found without any fix …');
    const outcome = await outcomeWith([]);
    if (outcome.kind !== 'run') throw new NoAnswer(outcome.message);
    baseline = { ...outcome.found, isOfCopy: true };
    throw new NewBaseline();
  };
  const check = async (items: readonly PlannedFix[]): Promise<Fault | undefined> => {
    const set = inOrder(items);
    const outcome = await outcomeWith(set);
    if (outcome.kind === 'command') return { ...pointingTo(outcome.fixes), message: outcome.message };
    if (outcome.kind === 'given-up') throw new NoAnswer(outcome.message);
    if (outcome.kind !== 'run') {
      await needBaseline();
      return { ...pointingTo([]), message: outcome.message };
    }
    const { found, state } = outcome;
    const silent = silentTasks(found, baseline);
    const judgement = judge({
      fixes: set,
      before: baseline.seen,
      after: [...found.seen, ...silent],
      skippedBefore: new Set(baseline.skipped),
      mayFollow: options.mayFollow,
    });
    const { fault } = judgement;
    if (fault === undefined) {
      passing.push({ fixes: set, found, state, uncovered: judgement.uncovered, gone: judgement.gone.length });
      return undefined;
    }
    const isEnough = ++failing > Math.log2(fixes.length) + 2 && passing.length === 0;
    if (isUnexplained(fault) || (isEnough && fault.appeared.length > 0)) await needBaseline();
    return fault;
  };

  for (;;) {
    try {
      const { kept: found, held } = await keepBest(likely, check);
      const kept = inOrder(found);
      if (passing.length === 0 && held.some(({ failure }) => failure.appeared.length > 0)) await needBaseline();
      const best = passing.find(
        (each) => each.fixes.length === kept.length && each.fixes.every((fix, at) => fix === kept[at]),
      );
      return {
        ...settle(best, options.files),
        held: held.map(({ item, failure }) => ({ fix: item, fault: failure })),
        untried: [],
      };
    } catch (error) {
      if (error instanceof NewBaseline) {
        passing.length = 0;
        failing = 0;
        continue;
      }
      if (!(error instanceof NoAnswer)) throw error;
      // What passed before the tool stopped answering is kept.
      const best = passing.reduce<Passing | undefined>(
        (most, each) => (most && most.fixes.length >= each.fixes.length ? most : each),
        undefined,
      );
      const untried = fixes.filter((fix) => !best?.fixes.includes(fix));
      return { ...settle(best, options.files), held: [], untried, problem: error.message };
    }
  }
}

/** The order stays among those of one score. */
function byScore(fixes: readonly PlannedFix[], score: (fix: PlannedFix) => number): PlannedFix[] {
  const scored = fixes.map((fix) => ({ fix, score: score(fix) }));
  return scored.sort((a, b) => b.score - a.score).map(({ fix }) => fix);
}

/** Whether a finding that appeared is in no file at all: then it is more likely the copy's than a fix's. */
function isUnexplained({ appeared }: Fault): boolean {
  return appeared.some(({ diagnostic }) => diagnostic.location === undefined);
}

function pointingTo(fixes: readonly PlannedFix[]): Fault {
  return { appeared: [], stayed: [], suspects: fixes, sure: fixes.length === 1 ? fixes : [] };
}

/** Puts fixes in place in the copy and verifies them. */
async function tryFixes(set: readonly PlannedFix[], options: PassOptions): Promise<Tried> {
  const failed = await place(set, options);
  if (failed) return failed;
  if (set.length > 0) options.progress(`Verifying ${set.length === 1 ? 'one fix' : `${set.length} fixes`} …`);
  const end = outcomeOf(await options.verifier.check(), options.fingerprintOf, options.ignores);
  return end.kind === 'run' ? { ...end, state: options.files.state() } : end;
}

async function place(
  set: readonly PlannedFix[],
  { files, place, refuses }: PassOptions,
): Promise<Exclude<Outcome, { kind: 'run' }> | undefined> {
  files.put(applyPlannedFixes(set, (file) => files.read(file)));
  for (const { command, fixes } of commandsOf(set)) {
    const end = await runCommand(command, {
      ...place,
      remember: (file) => void files.read(file),
      putBack: (file) => files.putBack(file),
    });
    files.takeOver(end.changed);
    if (end.problem !== undefined) return { kind: 'command', fixes, message: end.problem };
    const refused = end.changed.find((file) => refuses(file) !== undefined);
    if (refused !== undefined)
      return { kind: 'command', fixes, message: `${refused} stays as it is. ${refuses(refused)}` };
  }
  return undefined;
}

/** The copy holds what was tried last; it gets what passed, to the byte. */
function settle(
  best: Passing | undefined,
  files: CopyFiles,
): Pick<PassResult, 'kept' | 'after' | 'uncovered' | 'gone'> {
  files.accept(best?.state ?? new Map());
  if (best === undefined) return { kept: [], after: undefined, uncovered: [], gone: 0 };
  const { fixes, found, uncovered, gone } = best;
  return { kept: fixes, after: { ...found, isOfCopy: true }, uncovered, gone };
}
